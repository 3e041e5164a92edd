package dev.sluice.ocpp.camel;

import dev.sluice.ocpp.link.OcppLinks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * Taps on relayed OCPP frames, events of station links, and calls to stations. The component owns
 * the listener and all links: they start with it, also when there is no route, and no change of a
 * route touches them (design D1).
 */
@Component("ocpp")
public class OcppComponent extends DefaultComponent {
  private static final int THREADS = 2;
  private static final int REMEMBERED_ROUTES = 64;

  private final CopyCounters counters = new CopyCounters();
  private final Map<String, Map<String, String>> toldUp = new LinkedHashMap<>();
  private final boolean checksOnly;
  private @Nullable OcppLinks links;
  private volatile @Nullable Succession succession;
  private @Nullable ExecutorService workers;

  @Metadata(label = "advanced", javaType = "java.time.Duration", defaultValue = "2000")
  private long drainTimeout = 2000;

  /** The links are looked up in the registry by their type. */
  public OcppComponent() {
    this(false);
  }

  public OcppComponent(OcppLinks links) {
    this(false);
    this.links = links;
  }

  private OcppComponent(boolean checksOnly) {
    this.checksOnly = checksOnly;
  }

  /** A component that checks what routes write, and listens to nothing. */
  public static OcppComponent forChecks() {
    return new OcppComponent(true);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    OcppEndpoint endpoint = new OcppEndpoint(uri, this);
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
    AtomicInteger number = new AtomicInteger();
    workers =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "ocpp-copies-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    links().start();
  }

  @Override
  protected void doStop() throws Exception {
    if (links != null && links.listening()) {
      links.drain(Duration.ofMillis(drainTimeout));
    }
    if (workers != null) {
      workers.shutdown();
    }
    super.doStop();
  }

  @Override
  protected void doShutdown() throws Exception {
    if (links != null) {
      links.close();
    }
    super.doShutdown();
  }

  OcppLinks links() {
    OcppLinks found = links;
    if (found == null) {
      found = getCamelContext().getRegistry().findSingleByType(OcppLinks.class);
      if (found == null) {
        throw new IllegalStateException(
            "ocpp: has no links: give OcppLinks to the component, or put one bean of that type into"
                + " the registry");
      }
      links = found;
    }
    return found;
  }

  Executor workers() {
    ExecutorService started = workers;
    if (started == null) {
      throw new IllegalStateException("the component ocpp: is not started");
    }
    return started;
  }

  /**
   * Routes are about to be replaced: from here on copies wait, until the succession is closed, and
   * go to the routes that have started by then.
   *
   * @throws IllegalStateException while another succession is open
   */
  public synchronized Succession succession() {
    if (succession != null) {
      throw new IllegalStateException("routes are being replaced already");
    }
    Succession begun = new Succession(this, links());
    succession = begun;
    return begun;
  }

  /** The succession under way; null when routes stop and start as usual. */
  @Nullable Succession underWay() {
    return succession;
  }

  void ended(Succession ending) {
    if (succession == ending) {
      succession = null;
    }
  }

  /** What became of the copies of frames, over all routes. */
  public CopyCounters copies() {
    return counters;
  }

  /** Keeps what a route was told, so that its successor learns what has gone meanwhile. */
  void remember(String routeId, Map<String, String> up) {
    Succession open = succession;
    if (open != null) {
      open.linksTold(up);
    }
    synchronized (toldUp) {
      toldUp.remove(routeId);
      toldUp.put(routeId, up);
      if (toldUp.size() > REMEMBERED_ROUTES) {
        toldUp.remove(toldUp.keySet().iterator().next());
      }
    }
  }

  /** The stations that the route with this id was last told are up, with their subprotocols. */
  Map<String, String> remembered(String routeId) {
    synchronized (toldUp) {
      Map<String, String> up = toldUp.remove(routeId);
      if (up != null) {
        return up;
      }
    }
    // A route with another name may stand in the place of one that has gone.
    Succession open = succession;
    return open == null ? Map.of() : open.told();
  }

  public long getDrainTimeout() {
    return drainTimeout;
  }

  /**
   * How long the closing of all links may take when the gateway stops, spread evenly so that the
   * stations do not all come back at once.
   */
  public void setDrainTimeout(long drainTimeout) {
    this.drainTimeout = drainTimeout;
  }
}
