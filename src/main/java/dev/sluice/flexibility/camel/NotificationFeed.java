package dev.sluice.flexibility.camel;

import dev.sluice.flexibility.Notification;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Passes the core's notifications on to whoever wants them; give it to the engine. */
public final class NotificationFeed implements Consumer<Notification> {
  private final List<Consumer<Notification>> listeners = new CopyOnWriteArrayList<>();

  NotificationFeed() {}

  @Override
  public void accept(Notification notification) {
    listeners.forEach(listener -> listener.accept(notification));
  }

  /** The listener must hand over and return at once. */
  void add(Consumer<Notification> listener) {
    listeners.add(listener);
  }

  void remove(Consumer<Notification> listener) {
    listeners.remove(listener);
  }
}
