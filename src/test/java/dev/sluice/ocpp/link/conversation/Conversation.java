package dev.sluice.ocpp.link.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.BootStates.BootState;
import dev.sluice.ocpp.link.CallFailure;
import dev.sluice.ocpp.link.InjectedCall;
import dev.sluice.ocpp.link.conversation.Script.Step;
import dev.sluice.ocpp.wire.Subprotocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;

/** One run of a script, at one version, between real sockets. */
final class Conversation {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Script script;
  private final Subprotocol version;
  private final Gateways gateways;
  private final Gateways.Running gateway;
  private final String id;
  private final Texts texts;
  private final Map<String, Long> before;
  private final Map<String, CompletableFuture<JsonNode>> outcomes = new HashMap<>();
  private End station;
  private End csms;
  private int probes;

  Conversation(Script script, Subprotocol version, Gateways gateways, String id)
      throws InterruptedException {
    this.script = script;
    this.version = version;
    this.gateways = gateways;
    this.gateway = gateways.of(script.given());
    this.id = id;
    this.texts = new Texts(version);
    this.before = gateway.links.counters().snapshot();
    String boot = script.given().path("boot").asText("accepted");
    gateway.boots.put(id, BootState.valueOf(boot.toUpperCase(Locale.ROOT)));
    this.station = StationSocket.connected(gateway.url(id), version, credentials());
    this.csms = gateways.csms.next(id);
  }

  void run() throws Exception {
    int number = 0;
    for (Step step : script.steps()) {
      number++;
      try {
        take(step);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            script.name() + ", step " + number + " (" + step.what() + "): " + e.getMessage(), e);
      }
    }
    nothingMore();
    station.cut.run();
    soon().until(() -> gateway.links.subprotocol(id).isEmpty());
  }

  private void take(Step step) throws Exception {
    switch (step.what()) {
      case "station sends" -> station.say.accept(texts.said(step.text(version)));
      case "csms sends" -> csms.say.accept(texts.said(step.text(version)));
      case "station receives" -> receives(station, csms, step.text(version));
      case "csms receives" -> receives(csms, station, step.text(version));
      case "gateway injects" -> inject(step.with());
      case "outcome" -> step.with().properties().forEach(e -> outcome(e.getKey(), e.getValue()));
      case "counter" -> step.with().properties().forEach(e -> counter(e.getKey(), e.getValue()));
      case "station connects" -> {
        station = StationSocket.connected(gateway.url(id), version, credentials());
        csms = gateways.csms.next(id);
      }
      case "a stranger is refused with" ->
          assertThat(StationSocket.refusal(gateway.url(id), version))
              .isEqualTo(step.with().asInt());
      case "station drops" -> station.cut.run();
      case "csms drops" -> csms.cut.run();
      case "station closes with" -> station.close.accept(step.with().asInt());
      case "csms closes with" -> csms.close.accept(step.with().asInt());
      case "station closed with" -> closed(station, step.with().asInt());
      case "csms closed with" -> closed(csms, step.with().asInt());
      case "stored boot state" ->
          soon().until(() -> gateway.boots.get(id), is(step.with().asText()));
      case "station is injectable" -> soon().until(() -> gateway.injectable.contains(id));
      default -> throw new IllegalArgumentException("not a step");
    }
  }

  private Map<String, String> credentials() {
    String basic = id + ":a password that is long";
    return Map.of(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
  }

  private static java.util.function.Predicate<BootState> is(String wanted) {
    return state -> state != null && state.name().equalsIgnoreCase(wanted);
  }

  private void receives(End end, End other, String wanted) throws InterruptedException {
    if (wanted.equals("nothing")) {
      quiet(end, other);
      return;
    }
    String text = end.received.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(text).as("a frame like " + wanted).isNotNull();
    texts.match(wanted, Objects.requireNonNull(text));
  }

  /** What the other end says now comes next: a frame that belongs to no call. */
  private void quiet(End end, End other) throws InterruptedException {
    String probe = "[9,\"probe-" + ++probes + "\"]";
    other.say.accept(probe);
    assertThat(end.received.poll(LIMIT.toSeconds(), TimeUnit.SECONDS))
        .as("nothing before the probe")
        .isEqualTo(probe);
  }

  private void nothingMore() throws InterruptedException {
    if (station.closed.isDone() || csms.closed.isDone()) {
      assertThat(station.received).as("left at the station").isEmpty();
      assertThat(csms.received).as("left at the CSMS").isEmpty();
    } else {
      quiet(station, csms);
      quiet(csms, station);
    }
  }

  private void inject(JsonNode with) {
    Texts.Own own = texts.own(with);
    outcomes.put(
        own.name(),
        gateway.links.call(
            new InjectedCall(
                id,
                own.action(),
                own.payload(),
                with.path("key").isMissingNode() ? null : with.path("key").asText(),
                Gateways.duration(with, "expiry", "PT10S"),
                Gateways.duration(with, "timeout", "PT10S"))));
  }

  /** {@code answered}, {@code answered {…}}, or {@code refused REASON [CODE]}. */
  private void outcome(String name, JsonNode wanted) {
    String text;
    try {
      JsonNode answer =
          Objects.requireNonNull(outcomes.get(name), name).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      text = "answered " + answer;
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof CallFailure failure)) {
        throw new AssertionError(e);
      }
      text = ("refused " + failure.reason() + " " + failure.code()).trim();
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError("no outcome of " + name, e);
    }
    if (wanted.asText().equals("answered")) {
      assertThat(text).startsWith("answered");
    } else {
      assertThat(text).isEqualTo(wanted.asText());
    }
  }

  private void counter(String name, JsonNode wanted) {
    soon()
        .untilAsserted(
            () ->
                assertThat(
                        gateway.links.counters().snapshot().getOrDefault(name, -1L)
                            - before.getOrDefault(name, 0L))
                    .as(name)
                    .isEqualTo(wanted.asLong()));
  }

  private static ConditionFactory soon() {
    return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).atMost(LIMIT);
  }

  private static void closed(End end, int code) throws Exception {
    assertThat(end.closed.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(code);
  }
}
