package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.BootStates.BootState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.java_websocket.WebSocket;
import org.jspecify.annotations.Nullable;

/**
 * Many stations, a CSMS and setpoints of the gateway, over real connections, with a record of all.
 */
final class LaneRun implements AutoCloseable {
  final WireCsms csms = new WireCsms("ocpp1.6");
  final Gateway gateway;
  final List<LoadStation> stations = new ArrayList<>();
  final AtomicInteger csmsCalls = new AtomicInteger();
  final AtomicInteger csmsAnswers = new AtomicInteger();
  final AtomicInteger misrouted = new AtomicInteger();
  final AtomicInteger ownCalls = new AtomicInteger();
  final AtomicInteger ownAnswers = new AtomicInteger();
  final Map<CallFailure.Reason, AtomicInteger> ownFailures =
      new EnumMap<>(CallFailure.Reason.class);
  private final AtomicLong longestWait = new AtomicLong();
  private final Map<String, Long> pending = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final Thread answers;
  private volatile boolean over;
  private volatile boolean calling = true;

  LaneRun(LinkSettings settings, int count, int slowestMillis) throws Exception {
    for (CallFailure.Reason reason : CallFailure.Reason.values()) {
      ownFailures.put(reason, new AtomicInteger());
    }
    gateway =
        new Gateway(
            settings.withCsmsUrl(csms.url()).withInjectMode(InjectMode.ON), new MemoryStates());
    for (int i = 0; i < count; i++) {
      String id = "S" + i;
      gateway.states.boots.put(id, BootState.ACCEPTED);
      LoadStation station = new LoadStation(id, gateway.url(id), slowestMillis, clock);
      stations.add(station);
      assertThat(station.connectBlocking(20, TimeUnit.SECONDS)).isTrue();
      csms.station("/ocpp/" + id);
    }
    answers = new Thread(this::readAnswers, "csms-answers");
    answers.start();
  }

  private void readAnswers() {
    while (!over) {
      String text = poll();
      if (text != null) {
        answered(text);
      }
    }
  }

  private @Nullable String poll() {
    try {
      return csms.received.poll(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      over = true;
      return null;
    }
  }

  private void answered(String text) {
    try {
      JsonNode frame = Gateway.JSON.readTree(text);
      String id = frame.path(1).asText();
      Long since = pending.remove(id);
      String expected = frame.path(2).path("station").asText() + "-" + frame.path(2).path("echo");
      if (since == null || !id.equals(expected)) {
        misrouted.incrementAndGet();
      } else {
        csmsAnswers.incrementAndGet();
        longestWait.accumulateAndGet(System.nanoTime() - since, Math::max);
      }
    } catch (java.io.IOException e) {
      misrouted.incrementAndGet();
    }
  }

  /** Sends CSMS calls to every station at random times. */
  void callsOfTheCsms(double perSecondAndStation) {
    for (int i = 0; i < stations.size(); i++) {
      nextCsmsCall("S" + i, perSecondAndStation);
    }
  }

  private void nextCsmsCall(String station, double rate) {
    double wait = -Math.log(1 - ThreadLocalRandom.current().nextDouble()) / rate;
    var unused =
        clock.schedule(
            () -> {
              if (calling) {
                callFromCsms(station);
                nextCsmsCall(station, rate);
              }
            },
            (long) (wait * 1e6),
            TimeUnit.MICROSECONDS);
  }

  void callFromCsms(String station) {
    int mark = csmsCalls.incrementAndGet();
    String id = station + "-" + mark;
    WebSocket socket = Objects.requireNonNull(csms.stations.get("/ocpp/" + station));
    pending.put(id, System.nanoTime());
    socket.send(Gateway.frame(id, "DataTransfer", "{'vendorId':'x','mark':" + mark + "}"));
  }

  /** Sends a setpoint to every station at this pace. */
  void setpoints(Duration every, @Nullable String key, Duration expiry) {
    for (int i = 0; i < stations.size(); i++) {
      String station = "S" + i;
      long first = ThreadLocalRandom.current().nextLong(every.toMillis());
      var unused =
          clock.scheduleAtFixedRate(
              () -> {
                if (calling) {
                  setpoint(station, key, expiry);
                }
              },
              first,
              every.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  void setpoint(String station, @Nullable String key, Duration expiry) {
    int number = ownCalls.incrementAndGet();
    double limit = number / 10.0;
    CompletableFuture<JsonNode> call =
        gateway.links.call(
            new InjectedCall(
                station,
                "SetChargingProfile",
                json(Gateway.profile(Gateway.OWN, 0, limit)),
                key,
                expiry,
                Duration.ofSeconds(10)));
    call.whenComplete(
        (result, failure) -> {
          if (failure instanceof CallFailure why) {
            Objects.requireNonNull(ownFailures.get(why.reason())).incrementAndGet();
          } else if (result == null
              || result.path("echo").asDouble() != limit
              || !result.path("station").asText().equals(station)) {
            misrouted.incrementAndGet();
          } else {
            ownAnswers.incrementAndGet();
          }
        });
  }

  private static JsonNode json(String text) {
    try {
      return Gateway.JSON.readTree(text);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** No more calls; waits until everything that was asked has ended. */
  void finish(Duration within) {
    calling = false;
    await()
        .atMost(within)
        .until(() -> pending.isEmpty() && ownEnded() == ownCalls.get() && allAnswered());
  }

  private boolean allAnswered() {
    return stations.stream().allMatch(station -> station.open.get() == 0);
  }

  int ownEnded() {
    return ownAnswers.get() + failures();
  }

  private int failures() {
    return ownFailures.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  int failed(CallFailure.Reason reason) {
    return Objects.requireNonNull(ownFailures.get(reason)).get();
  }

  int overlaps() {
    return stations.stream().mapToInt(station -> station.overlaps.get()).sum();
  }

  String figures() {
    return "stations %d, CSMS calls %d answered %d (slowest %.1f s), setpoints %d answered %d not sent %s, calls at stations %d, two open %d, misrouted %d"
        .formatted(
            stations.size(),
            csmsCalls.get(),
            csmsAnswers.get(),
            longestWait.get() / 1e9,
            ownCalls.get(),
            ownAnswers.get(),
            ownFailures.entrySet().stream()
                .filter(entry -> entry.getValue().get() > 0)
                .map(Object::toString)
                .toList(),
            stations.stream().mapToInt(station -> station.calls.get()).sum(),
            overlaps(),
            misrouted.get());
  }

  @Override
  public void close() throws Exception {
    calling = false;
    clock.shutdown();
    for (LoadStation station : stations) {
      station.close();
    }
    gateway.close();
    csms.stop(500);
    over = true;
    answers.join(5_000);
  }
}
