package dev.sluice.ocpp.link;

import static org.awaitility.Awaitility.await;

import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.simulator.BackOff;
import io.netty.channel.Channel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Many stations behind a gateway whose CSMS is killed and comes back. */
final class RecoveryRun implements AutoCloseable, LeanCsms.Ears {
  private static final Duration HANDSHAKE = Duration.ofSeconds(20);

  final Gateway gateway;

  /** When a connection came up at the CSMS. */
  final Queue<Long> connects = new ConcurrentLinkedQueue<>();

  /** Stations in the order in which the gateway let them in, and in that of their boots. */
  final Queue<String> letIn = new ConcurrentLinkedQueue<>();

  final Queue<String> boots = new ConcurrentLinkedQueue<>();
  final AtomicInteger refusals = new AtomicInteger();
  final AtomicInteger refusalsWithoutTime = new AtomicInteger();
  private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
  private final BackOff backOff;
  private final int stations;
  private LeanCsms csms = new LeanCsms(loops, 0, this);
  private volatile boolean over;

  RecoveryRun(int stations, DialLimits limits, BackOff backOff) throws Exception {
    this.stations = stations;
    this.backOff = backOff;
    gateway =
        new Gateway(
            LinkSettings.defaults().withCsmsUrl(csms.url()).withDials(limits), new MemoryStates());
    var unused =
        gateway.links.addEvents(
            new LinkEvents() {
              @Override
              public void connected(String stationId, Subprotocol subprotocol) {
                letIn.add(stationId);
              }

              @Override
              public void injectable(String stationId, Subprotocol subprotocol) {}

              @Override
              public void disconnected(String stationId, Subprotocol subprotocol) {}
            });
  }

  /** All stations come for the first time. */
  void begin() {
    for (int i = 0; i < stations; i++) {
      new Station("R" + i).dial();
    }
    await().atMost(Duration.ofMinutes(3)).until(() -> gateway.links.connected() == stations);
  }

  /** The CSMS's process is killed; back after some time on the same port. */
  void killCsmsFor(Duration away) {
    int port = csms.port();
    csms.kill();
    await().atMost(Duration.ofSeconds(60)).until(() -> gateway.links.connected() == 0);
    await().pollDelay(away).atMost(away.plusSeconds(60)).until(() -> true);
    connects.clear();
    letIn.clear();
    boots.clear();
    csms = new LeanCsms(loops, port, this);
  }

  /** Waits until all are back and have booted; the seconds that it took. */
  double recovered(Duration longest) {
    long begin = System.nanoTime();
    await()
        .atMost(longest)
        .until(() -> gateway.links.connected() == stations && boots.size() >= stations);
    return (System.nanoTime() - begin) / 1e9;
  }

  /** The most connections that came up at the CSMS within any second. */
  int peak() {
    List<Long> times = new ArrayList<>(connects);
    int peak = 0;
    int from = 0;
    for (int to = 0; to < times.size(); to++) {
      while (times.get(to) - times.get(from) >= TimeUnit.SECONDS.toNanos(1)) {
        from++;
      }
      peak = Math.max(peak, to - from + 1);
    }
    return peak;
  }

  /** By how many places a boot came after one that the gateway let in later. */
  int disorder() {
    Map<String, Integer> place = new HashMap<>();
    letIn.forEach(station -> place.put(station, place.size()));
    int latest = 0;
    int disorder = 0;
    for (String station : boots) {
      int mine = place.getOrDefault(station, Integer.MAX_VALUE / 2);
      disorder = Math.max(disorder, latest - mine);
      latest = Math.max(latest, mine);
    }
    return disorder;
  }

  long count(Count what) {
    return gateway.links.counters().get(what);
  }

  @Override
  public void connected() {
    connects.add(System.nanoTime());
  }

  @Override
  public void heard(String station, Channel channel, String text) {
    boots.add(station);
    LeanCsms.send(
        channel,
        "[3,\"b\",{\"status\":\"Accepted\",\"currentTime\":\"2026-01-01T00:00:00Z\","
            + "\"interval\":86400}]");
  }

  @Override
  public void close() {
    over = true;
    gateway.close();
    csms.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
  }

  /** Boots at each connection, and dials again by OCPP's rule. */
  private final class Station implements LeanStation.Ears {
    private final String id;
    private final Random random;
    private int attempt;

    Station(String id) {
      this.id = id;
      this.random = new Random(id.hashCode());
    }

    void dial() {
      var unused = LeanStation.dial(loops, gateway.url(id), HANDSHAKE, this);
    }

    @Override
    public void opened(LeanStation station) {
      attempt = 0;
      station.send(
          Gateway.frame(
              "b", "BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}"));
    }

    @Override
    public void heard(LeanStation station, String text) {}

    @Override
    public void ended(LeanStation station, @Nullable HttpResponse refusal) {
      if (refusal != null) {
        refusals.incrementAndGet();
        if (refusal.status().code() != 503 || !refusal.headers().contains("Retry-After")) {
          refusalsWithoutTime.incrementAndGet();
        }
      }
      if (!over) {
        var unused =
            loops.schedule(
                this::dial, backOff.before(attempt, random).toMillis(), TimeUnit.MILLISECONDS);
        attempt++;
      }
    }
  }
}
