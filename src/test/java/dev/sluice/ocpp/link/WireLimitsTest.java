package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeaks.class)
class WireLimitsTest {
  private static final int FRAGMENTS = 50;
  private static final WireLimits LIMITS = new WireLimits(4096, 16_384, 100, 1000, FRAGMENTS);

  private static byte[] message(int fragments, int... payload) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < fragments; i++) {
      all.writeBytes(RawStation.frame(i == 0 ? 1 : 0, i == fragments - 1, payload));
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void as_many_fragments_as_allowed_are_a_message_and_one_more_is_not(int size) throws Exception {
    try (EchoCsms csms = new EchoCsms(false, 100_000);
        Gateway gateway = gateway(csms)) {
      int[] payload = size == 0 ? new int[0] : new int[] {'x'};
      try (RawStation station = new RawStation(gateway.port(), "/CP1")) {
        station.send(message(FRAGMENTS, payload));
        assertThat(station.next()).isEqualTo("1:" + "x".repeat(FRAGMENTS * size));
        station.send(message(FRAGMENTS + 1, payload));
        assertThat(station.closeCode()).isEqualTo(1009);
        assertThat(station.next()).isEqualTo("end");
      }
    }
  }

  @Test
  void empty_fragments_without_end_close_the_link() throws Exception {
    try (EchoCsms csms = new EchoCsms(false, 100_000);
        Gateway gateway = gateway(csms);
        RawStation station = new RawStation(gateway.port(), "/CP1")) {
      station.send(RawStation.frame(1, false));
      for (int i = 0; i < 2 * FRAGMENTS; i++) {
        station.send(RawStation.frame(0, false));
      }
      assertThat(station.closeCode()).isEqualTo(1009);
      await().until(() -> gateway.links.connected() == 0);
    }
  }

  @Test
  void a_frame_has_a_limit_of_its_own_below_that_of_a_message() throws Exception {
    try (EchoCsms csms = new EchoCsms(false, 100_000);
        Gateway gateway = gateway(csms);
        RawStation station = new RawStation(gateway.port(), "/CP1")) {
      int[] hundred = "y".repeat(100).chars().toArray();
      station.send(RawStation.frame(1, true, hundred));
      assertThat(station.next()).isEqualTo("1:" + "y".repeat(100));
      station.send(RawStation.frame(1, true, "y".repeat(101).chars().toArray()));
      assertThat(station.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void a_message_of_many_frames_has_the_limit_of_a_message() throws Exception {
    try (EchoCsms csms = new EchoCsms(false, 100_000);
        Gateway gateway = gateway(csms);
        RawStation station = new RawStation(gateway.port(), "/CP1")) {
      station.send(message(11, "z".repeat(100).chars().toArray()));
      assertThat(station.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void each_leg_is_pinged_at_its_own_pace() throws Exception {
    LinkSettings settings =
        LinkSettings.defaults().withPings(Duration.ofMillis(100), Duration.ZERO);
    try (Gateway gateway = new Gateway(settings, new MemoryStates());
        RawStation station = new RawStation(gateway.port(), "/CP1")) {
      assertThat(station.next()).isEqualTo("9:");
    }
    WireCsms csms = new WireCsms("ocpp1.6");
    LinkSettings other =
        LinkSettings.defaults()
            .withCsmsUrl(csms.url())
            .withPings(Duration.ZERO, Duration.ofMillis(100));
    try (Gateway gateway = new Gateway(other, new MemoryStates());
        RawStation station = new RawStation(gateway.port(), "/CP1")) {
      await().until(() -> csms.pings.get() > 1);
      csms.station("/ocpp/CP1").send("[3,\"x\",{}]");
      assertThat(station.next()).as("nothing but this").isEqualTo("1:[3,\"x\",{}]");
    } finally {
      csms.stop(200);
    }
  }

  private static Gateway gateway(EchoCsms csms) throws Exception {
    return new Gateway(
        LinkSettings.defaults().withCsmsUrl(csms.url()).withLimits(LIMITS), new MemoryStates());
  }
}
