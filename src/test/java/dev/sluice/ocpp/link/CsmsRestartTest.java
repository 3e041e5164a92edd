package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.ocpp.link.BootStates.BootState;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.simulator.BackOff;
import dev.sluice.simulator.CsmsSettings;
import dev.sluice.simulator.SimulatedCsms;
import dev.sluice.simulator.SimulatedStation;
import dev.sluice.simulator.StationSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class CsmsRestartTest {
  private static final int STATIONS = 9;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final BackOff SOON =
      new BackOff(Duration.ofMillis(200), Duration.ofMillis(200), 3);

  @Test
  void stationsLoseTheirSocketsComeBackAndAreInjectableOnlyWhenTheNewCsmsAcceptsThem()
      throws Exception {
    SimulatedCsms first = SimulatedCsms.start(CsmsSettings.defaults());
    int port = first.port();
    List<SimulatedStation> stations = new ArrayList<>();
    MemoryStates states = new MemoryStates();
    Set<String> disowned = ConcurrentHashMap.newKeySet();
    BootStates boots =
        new BootStates() {
          @Override
          public BootState get(String stationId) {
            return states.get(stationId);
          }

          @Override
          public void put(String stationId, BootState state) {
            states.put(stationId, state);
            if (state != BootState.ACCEPTED) {
              disowned.add(stationId);
            }
          }
        };
    try (Gateway gateway =
        new Gateway(
            LinkSettings.defaults()
                .withCsmsUrl("ws://127.0.0.1:" + port + "/ocpp/{id}")
                .withInjectMode(InjectMode.ON),
            states,
            boots,
            states.shadowStates())) {
      URI url = URI.create("ws://127.0.0.1:" + gateway.port() + "/ocpp");
      for (int i = 0; i < STATIONS; i++) {
        Subprotocol protocol = Subprotocol.values()[i % 3];
        stations.add(
            SimulatedStation.start(StationSettings.of("R" + i, protocol, url).withBackOff(SOON)));
      }
      await().atMost(PATIENCE).until(() -> accepted(gateway) == STATIONS);
      first.close();
      await().atMost(PATIENCE).until(() -> gateway.links.connected() == 0);
      assertThat(gateway.states.boots.values()).as("kept").containsOnly(BootState.ACCEPTED);
      disowned.clear();

      // The new one knows nobody, and says so to the calls of stations that have not booted again.
      try (SimulatedCsms second = SimulatedCsms.start(CsmsSettings.defaults().withPort(port))) {
        await().atMost(PATIENCE).until(() -> second.connected().size() == STATIONS);
        // Each hears it when it calls, and boots again soon after: never all at the same time.
        await().atMost(PATIENCE).until(() -> disowned.size() == STATIONS);
        assertThat(second.strayAnswers()).isZero();
        await().atMost(PATIENCE).until(() -> accepted(gateway) == STATIONS);
      }
    } finally {
      stations.forEach(SimulatedStation::close);
      first.close();
    }
  }

  private static long accepted(Gateway gateway) {
    return gateway.states.boots.values().stream().filter(BootState.ACCEPTED::equals).count();
  }
}
