package dev.sluice.flexibility.camel;

import dev.sluice.flexibility.FlexibilityCore;
import dev.sluice.flexibility.FsrStore;
import dev.sluice.flexibility.Notification;
import dev.sluice.flexibility.ResourceBook;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * The flexibility core in routes. The board must be the one that the core gives its commands to,
 * and the core's notifications go to {@link #notifications()}.
 */
@Component("flexibility")
public class FlexibilityComponent extends DefaultComponent {
  static final List<String> OPERATIONS =
      List.of(
          "request",
          "setpoint",
          "cancel",
          "fsr",
          "observe",
          "link",
          "stations",
          "station",
          "put-group",
          "group");

  private static final int MOST_POLLS = 1000;
  private static final int MOST_POLLS_OF_ONE_FO = 8;

  private final NotificationFeed feed = new NotificationFeed();
  private final Consumer<Notification> waker = this::wake;
  private final boolean checksOnly;
  private @Nullable FlexibilityCore core;
  private @Nullable ResourceBook resources;
  private @Nullable FsrStore store;
  private @Nullable CommandBoard board;
  private volatile @Nullable LongPolls polls;

  /** The core and what belongs to it are looked up in the registry by their types. */
  public FlexibilityComponent() {
    this(false);
  }

  private FlexibilityComponent(boolean checksOnly) {
    this.checksOnly = checksOnly;
  }

  /** A component that checks what routes write, and has no core. */
  public static FlexibilityComponent forChecks() {
    return new FlexibilityComponent(true);
  }

  public FlexibilityComponent(
      FlexibilityCore core, ResourceBook resources, FsrStore store, CommandBoard board) {
    this(false);
    this.core = core;
    this.resources = resources;
    this.store = store;
    this.board = board;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    FlexibilityEndpoint endpoint = new FlexibilityEndpoint(uri, this);
    endpoint.setPoint(remaining);
    setProperties(endpoint, parameters);
    endpoint.check();
    return endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    if (checksOnly) {
      return;
    }
    commands().report(core());
    commands().routes().starting();
    polls = new LongPolls(store(), MOST_POLLS, MOST_POLLS_OF_ONE_FO);
    feed.add(waker);
    getCamelContext()
        .addLifecycleStrategy(
            new LifecycleStrategySupport() {
              @Override
              public void onContextStopping(CamelContext context) {
                // Routes are stopped only when their exchanges have ended.
                closePolls();
              }
            });
  }

  @Override
  protected void doStop() throws Exception {
    feed.remove(waker);
    closePolls();
    super.doStop();
  }

  private void closePolls() {
    LongPolls open = polls;
    if (open != null) {
      open.close();
    }
  }

  private void wake(Notification notification) {
    LongPolls open = polls;
    if (open != null) {
      open.wake(notification.foId());
    }
  }

  /** Takes the core's notifications: {@code engine.onNotification(component.notifications())}. */
  public NotificationFeed notifications() {
    return feed;
  }

  /** How many requests wait for a notification. */
  public int waitingPolls() {
    LongPolls open = polls;
    return open == null ? 0 : open.waiting();
  }

  OperationProducer.Operation operation(String name) {
    return switch (name) {
      case "request" -> in -> FsrOperations.request(core(), in);
      case "setpoint" -> in -> FsrOperations.setpoint(core(), in);
      case "cancel" -> in -> FsrOperations.cancel(core(), in);
      case "fsr" -> in -> FsrOperations.find(core(), in);
      case "observe" -> in -> StationOperations.observe(resources(), core(), in);
      case "link" -> in -> StationOperations.link(resources(), core(), in);
      case "stations" -> in -> resources().stations();
      case "station" -> in -> StationOperations.station(resources(), in);
      case "put-group" -> in -> FsrOperations.putGroup(core(), in);
      case "group" -> in -> FsrOperations.group(core(), in);
      default -> throw new IllegalArgumentException("flexibility:" + name + " does not exist");
    };
  }

  LongPolls polls() {
    LongPolls open = polls;
    if (open == null) {
      throw new IllegalStateException("the component flexibility: is not started");
    }
    return open;
  }

  CommandBoard commands() {
    board = found(board, CommandBoard.class);
    return board;
  }

  ResourceBook resources() {
    resources = found(resources, ResourceBook.class);
    return resources;
  }

  private FlexibilityCore core() {
    core = found(core, FlexibilityCore.class);
    return core;
  }

  private FsrStore store() {
    store = found(store, FsrStore.class);
    return store;
  }

  private <T> T found(@Nullable T given, Class<T> type) {
    T one = given != null ? given : getCamelContext().getRegistry().findSingleByType(type);
    if (one == null) {
      throw new IllegalStateException(
          "flexibility: has no "
              + type.getSimpleName()
              + ": give it to the component, or put one bean of that type into the registry");
    }
    return one;
  }
}
