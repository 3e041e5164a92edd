package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.BootStates.BootState;
import dev.sluice.ocpp.link.fault.Fault;
import dev.sluice.ocpp.link.fault.Passage;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One conversation of a station, its CSMS and the gateway, all calling each other, in which one leg
 * fails at some byte. Everything but the timing follows from the seed.
 */
final class FaultTalk implements LeanStation.Ears {
  /** What is over by itself in at most seconds has ended by then, on the busiest machine. */
  private static final Duration STUCK = Duration.ofSeconds(40);

  private static final int TALKING_MILLIS = 120;

  /** How a conversation ended. */
  enum End {
    /** The handshake did not succeed. */
    REFUSED,
    /** The fault ended both legs. */
    ENDED,
    /** The link went on working. */
    SURVIVED
  }

  final String id;
  final Fault fault;
  final boolean stationLeg;
  final FaultRecord record;
  final Queue<CompletableFuture<JsonNode>> injected = new ConcurrentLinkedQueue<>();
  private final FaultRun run;
  private final Random random;
  private final AtomicInteger scripted = new AtomicInteger();
  private final CountDownLatch opened = new CountDownLatch(1);
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private volatile @Nullable Channel csms;
  private volatile boolean survived;

  FaultTalk(long seed, FaultRun run) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.id = "F" + seed;
    this.run = run;
    this.stationLeg = random.nextBoolean();
    this.fault = Fault.any(random);
    this.record = new FaultRecord(id, new Random(random.nextLong()));
  }

  /**
   * Talks to the end.
   *
   * @throws AssertionError when the gateway broke a rule
   */
  End talk() throws Exception {
    run.gateway.states.boots.put(id, BootState.ACCEPTED);
    LeanStation station =
        LeanStation.dial(
            run.loops,
            "ws://127.0.0.1:" + run.stationProxy.port() + "/" + id,
            Duration.ofSeconds(5),
            this);
    until("the handshake is over", () -> opened.getCount() == 0 || ended.isDone());
    boolean up = opened.getCount() == 0;
    if (up) {
      script(station);
      settle(station);
    } else {
      int status = ended.get();
      record.check(struck(), "the handshake failed without a fault: " + status);
      // On the station's leg even the 101 may have been cut off.
      boolean told = status == 0 || status == 503 || stationLeg;
      record.check(told || forged(), "the handshake was answered with " + status);
    }
    if (survived) {
      until("every call is answered", record::complete);
      station.leave();
    }
    until("the gateway has let go of both legs", this::over);
    for (CompletableFuture<JsonNode> call : injected) {
      completed(call);
    }
    station.cut();
    record.verify(forged());
    return up ? survived ? End.SURVIVED : End.ENDED : End.REFUSED;
  }

  private void script(LeanStation station) {
    for (int i = 2 + random.nextInt(5); i > 0; i--) {
      later(() -> station.send(record.stationCall()));
    }
    for (int i = 2 + random.nextInt(5); i > 0; i--) {
      boolean profile = random.nextInt(4) == 0;
      later(() -> csmsCall(profile));
    }
    for (int i = 2 + random.nextInt(4); i > 0; i--) {
      String key = random.nextInt(3) == 0 ? "limit" : null;
      boolean profile = key != null || random.nextBoolean();
      later(() -> inject(profile, key));
    }
  }

  private void later(Runnable task) {
    scripted.incrementAndGet();
    var unused =
        run.clock.schedule(
            () -> {
              task.run();
              scripted.decrementAndGet();
            },
            random.nextInt(TALKING_MILLIS),
            TimeUnit.MILLISECONDS);
  }

  private void csmsCall(boolean profile) {
    Channel channel = csms;
    if (channel != null) {
      LeanCsms.send(channel, record.csmsCall(profile));
    }
  }

  private CompletableFuture<JsonNode> inject(boolean profile, @Nullable String key) {
    CompletableFuture<JsonNode> call;
    try {
      call =
          run.gateway.links.call(
              new InjectedCall(
                  id,
                  profile ? "SetChargingProfile" : "GetConfiguration",
                  Gateway.JSON.readTree(
                      profile ? Gateway.profile(Gateway.OWN, 0, 16) : "{\"key\":[\"mark\"]}"),
                  key,
                  Duration.ofSeconds(2),
                  Duration.ofSeconds(1)));
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
    injected.add(call);
    return call;
  }

  /** Until both legs are gone, or calls of all three go round again after the fault. */
  private void settle(LeanStation station) throws Exception {
    until("the script is over", () -> scripted.get() == 0);
    record.attentive();
    long end = System.nanoTime() + STUCK.toNanos();
    for (int probe = 0; !over() && !survived; probe++) {
      boolean after = struck();
      station.send(record.stationCall());
      csmsCall(false);
      CompletableFuture<JsonNode> own = inject(false, null);
      try {
        run.pollUntil(
            Duration.ofMillis(1_500), () -> over() || (own.isDone() && record.complete()));
      } catch (TimeoutException e) {
        // the fault may have swallowed it; asked again
      }
      boolean answered = own.isDone() && !own.isCompletedExceptionally() && record.complete();
      survived = answered && after == struck();
      if (forged() && probe == 2) {
        station.cut(); // what a station does that is not understood any more
      }
      record.check(System.nanoTime() - end < 0, "the link is stuck");
    }
  }

  private void completed(CompletableFuture<JsonNode> call) throws InterruptedException {
    try {
      JsonNode answer = call.get(STUCK.toSeconds(), TimeUnit.SECONDS);
      String of = answer.path("station").asText();
      record.check(forged() || of.equals(id), "an own call got the answer of " + of);
    } catch (TimeoutException e) {
      record.wrong("an own call never ended");
    } catch (ExecutionException e) {
      record.check(
          e.getCause() instanceof CallFailure why && possible(why.reason()),
          "an own call ended with " + e.getCause());
    }
  }

  private boolean possible(CallFailure.Reason reason) {
    return switch (reason) {
      case NOT_CONNECTED, QUEUE_FULL, SUPERSEDED, EXPIRED, TIMEOUT, LINK_CLOSED, GUARD -> true;
      case UNREADABLE, CALL_ERROR, NOT_ACCEPTED -> forged();
      default -> false;
    };
  }

  /** The bytes that arrived are not those that were sent. */
  private boolean forged() {
    return fault.kind() == Fault.Kind.DUPLICATE && struck();
  }

  boolean struck() {
    Passage passage = (stationLeg ? run.stationProxy : run.csmsProxy).passage(id);
    return passage != null && passage.struck();
  }

  private boolean over() {
    Passage up = run.csmsProxy.passage(id);
    Passage down = run.stationProxy.passage(id);
    return (down == null || down.gatewayGone())
        && (up == null || up.gatewayGone())
        && run.gateway.links.subprotocol(id).isEmpty();
  }

  private void until(String what, BooleanSupplier condition) throws InterruptedException {
    try {
      run.pollUntil(STUCK, condition);
    } catch (TimeoutException e) {
      record.wrong("never: " + what);
    }
  }

  @Override
  public void opened(LeanStation station) {
    opened.countDown();
  }

  @Override
  public void heard(LeanStation station, String text) {
    FaultRecord.Reply reply = record.atStation(text);
    if (reply != null) {
      var unused =
          run.loops.schedule(
              () -> {
                record.stationAnswers(reply);
                station.send(reply.text());
              },
              reply.millis(),
              TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void ended(LeanStation station, @Nullable HttpResponse refusal) {
    ended.complete(refusal == null ? 0 : refusal.status().code());
  }

  void openedAtCsms(Channel channel) {
    csms = channel;
  }

  void heardAtCsms(Channel channel, String text) {
    FaultRecord.Reply reply = record.atCsms(text);
    if (reply != null) {
      var unused =
          channel
              .eventLoop()
              .schedule(
                  () -> LeanCsms.send(channel, reply.text()),
                  reply.millis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public String toString() {
    return id + (stationLeg ? ", station leg, " : ", CSMS leg, ") + fault;
  }
}
