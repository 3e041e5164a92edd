package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.link.fault.Fault;
import dev.sluice.ocpp.link.fault.FaultProxy;
import io.netty.channel.Channel;
import io.netty.channel.nio.NioEventLoopGroup;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;

/** A gateway between two proxies, and many conversations at a time through all three. */
final class FaultRun implements AutoCloseable, LeanCsms.Ears {
  final NioEventLoopGroup loops = new NioEventLoopGroup(2);
  final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  final Gateway gateway;
  final FaultProxy stationProxy;
  final FaultProxy csmsProxy;

  /** How many conversations ended how, by leg, fault and end. */
  final Map<String, AtomicInteger> ends = new ConcurrentHashMap<>();

  final Queue<String> failures = new ConcurrentLinkedQueue<>();
  final AtomicInteger struck = new AtomicInteger();
  private final AtomicInteger forged = new AtomicInteger();
  private final Map<String, FaultTalk> talks = new ConcurrentHashMap<>();
  private final LeanCsms csms = new LeanCsms(loops, 0, this);
  private volatile boolean failing;

  FaultRun() throws Exception {
    csmsProxy = new FaultProxy(loops, csms.port(), true, id -> faultOf(id, false));
    gateway =
        new Gateway(
            LinkSettings.defaults()
                .withCsmsUrl("ws://127.0.0.1:" + csmsProxy.port() + "/ocpp/{id}")
                .withInjectMode(InjectMode.ON)
                .withHandshake(Duration.ofSeconds(2))
                .withPing(Duration.ofSeconds(1))
                .withLane(Duration.ofSeconds(1), 8, 8),
            new MemoryStates());
    stationProxy = new FaultProxy(loops, gateway.port(), false, id -> faultOf(id, true));
  }

  private Fault faultOf(String id, boolean stationLeg) {
    FaultTalk talk = talks.get(id);
    return talk != null && talk.stationLeg == stationLeg ? talk.fault : Fault.NONE;
  }

  /** Conversations with consecutive seeds; ends early after some failures. */
  void talk(long first, int count, int atATime) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(atATime);
    AtomicLong next = new AtomicLong(first);
    for (int i = 0; i < atATime; i++) {
      threads.execute(
          () -> {
            long seed = next.getAndIncrement();
            while (seed < first + count && !failing) {
              one(seed);
              seed = next.getAndIncrement();
            }
          });
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(20, TimeUnit.MINUTES)).isTrue();
    await().atMost(Duration.ofSeconds(60)).until(() -> gateway.links.connected() == 0);
  }

  private void one(long seed) {
    FaultTalk talk = new FaultTalk(seed, this);
    talks.put(talk.id, talk);
    try {
      FaultTalk.End end = talk.talk();
      String leg = talk.stationLeg ? " at the station" : " at the CSMS";
      String fault = talk.struck() ? talk.fault.kind() + leg : "none";
      if (talk.struck()) {
        struck.incrementAndGet();
        if (talk.fault.kind() == Fault.Kind.DUPLICATE) {
          forged.incrementAndGet();
        }
      }
      ends.computeIfAbsent(fault + ": " + end, key -> new AtomicInteger()).incrementAndGet();
    } catch (Exception | AssertionError e) {
      failures.add("seed " + seed + " (" + talk + "): " + e);
      failing = failures.size() >= 5;
    } finally {
      stationProxy.end(talk.id);
      csmsProxy.end(talk.id);
      talks.remove(talk.id);
      gateway.states.shadows.remove(talk.id);
    }
  }

  /** What has to hold for all of them together, when all is over. */
  void verifyCounters() {
    LinkCounters counters = gateway.links.counters();
    assertThat(counters.get(Count.LINKS_CLOSED)).isEqualTo(counters.get(Count.LINKS_OPENED));
    long ends = counters.get(Count.INJECTED_ANSWERED) + counters.get(Count.EXPOSURE);
    // An answer that cannot be read is both, and only a proxy that forges makes such.
    assertThat(ends - counters.get(Count.INJECTED))
        .as("own calls that were written are answered, or counted as exposure")
        .isBetween(0L, (long) forged.get());
  }

  void pollUntil(Duration longest, BooleanSupplier condition) throws TimeoutException {
    try {
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .pollInSameThread()
          .atMost(longest)
          .until(condition::getAsBoolean);
    } catch (ConditionTimeoutException e) {
      throw new TimeoutException();
    }
  }

  Map<String, AtomicInteger> figures() {
    return new TreeMap<>(ends);
  }

  @Override
  public void opened(String station, Channel channel) {
    FaultTalk talk = talks.get(station);
    if (talk != null) {
      talk.openedAtCsms(channel);
    }
  }

  @Override
  public void heard(String station, Channel channel, String text) {
    FaultTalk talk = talks.get(station);
    if (talk != null) {
      talk.heardAtCsms(channel, text);
    }
  }

  @Override
  public void close() {
    gateway.close();
    stationProxy.close();
    csmsProxy.close();
    csms.close();
    clock.shutdownNow();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
  }
}
