package dev.sluice.simulator;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A CSMS and one station at it, connected over a real socket. */
final class Bench implements AutoCloseable {
  static final Duration WAIT = Duration.ofSeconds(20);

  final SimulatedCsms csms;
  final SimulatedStation station;

  Bench(Subprotocol protocol) {
    this(settings(protocol), CsmsSettings.defaults());
  }

  Bench(StationSettings station, CsmsSettings csmsSettings) {
    csms = SimulatedCsms.start(csmsSettings);
    this.station =
        SimulatedStation.start(
            StationSettings.of(station.id(), station.protocol(), csms.url())
                .withEvses(station.evses(), station.supply())
                .withMeter(station.meterInterval(), station.meterHabit())
                .withFaults(station.faults())
                .withTimeAcceleration(station.timeAcceleration())
                .withBackOff(station.backOff()));
  }

  /** Two EVSEs, a meter reading each second, cars that ramp up at once, a short back-off. */
  static StationSettings settings(Subprotocol protocol) {
    return StationSettings.of("CP 1", protocol, java.net.URI.create("ws://127.0.0.1:1"))
        .withEvses(2, Supply.AC22)
        .withMeter(Duration.ofSeconds(1), MeterHabit.TOTAL_IN_WATTS)
        .withTimeAcceleration(20)
        .withBackOff(new BackOff(Duration.ofMillis(50), Duration.ofMillis(50), 3));
  }

  static ElectricVehicle car() {
    return new ElectricVehicle(80_000, 0.2, 3, 16, 5000);
  }

  Bench booted() {
    await().atMost(WAIT).until(station::accepted);
    return this;
  }

  /** A car charges at full power on EVSE 1. */
  Bench charging() {
    booted();
    get(station.plugIn(1, car(), "CARD"));
    power(11_040);
    return this;
  }

  /** Waits until the station draws this power, within a watt. */
  void power(double watts) {
    await()
        .atMost(WAIT)
        .until(() -> station.reading().powerW(), drawn -> Math.abs(drawn - watts) < 1);
  }

  JsonNode call(String action, JsonNode payload) {
    return get(csms.call(station.settings().id(), action, payload));
  }

  JsonNode install(ProfilePayload profile) {
    return get(csms.install(station.settings().id(), profile));
  }

  List<Received> received(String action) {
    return csms.received(station.settings().id(), action);
  }

  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("No answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    station.close();
    csms.close();
  }
}
