package dev.sluice.flexibility;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Hands things to a receiver in the order in which they were put, outside of the putters' lock. One
 * thread at a time delivers; what is put meanwhile, also by the receiver itself, it delivers too.
 */
final class SerialOutlet<T> {
  private static final System.Logger LOG = System.getLogger(SerialOutlet.class.getName());

  private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean delivering = new AtomicBoolean();

  void put(T thing) {
    waiting.add(thing);
  }

  void deliver(Consumer<T> receiver) {
    while (!waiting.isEmpty() && delivering.compareAndSet(false, true)) {
      try {
        for (T thing = waiting.poll(); thing != null; thing = waiting.poll()) {
          deliver(thing, receiver);
        }
      } finally {
        delivering.set(false);
      }
    }
  }

  private static <T> void deliver(T thing, Consumer<T> receiver) {
    try {
      receiver.accept(thing);
    } catch (RuntimeException e) {
      // The rest must go out; a command without an end is repeated by the answer deadline.
      LOG.log(System.Logger.Level.WARNING, "the receiver failed on " + thing, e);
    }
  }
}
