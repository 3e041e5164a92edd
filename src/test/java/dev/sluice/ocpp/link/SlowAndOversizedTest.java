package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.security.CertificateFolder;
import dev.sluice.security.DevelopmentPki;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients that take their time, or announce too much. */
@ExtendWith(NoLeaks.class)
@SuppressWarnings("NullAway.Init")
class SlowAndOversizedTest {
  @TempDir Path folder;

  private OcppLinks links;

  private int start(Duration handshake, @Nullable SslContext tls) throws Exception {
    return start(LinkSettings.defaults().withHandshake(handshake), tls);
  }

  private int start(LinkSettings settings, @Nullable SslContext tls) throws Exception {
    MemoryStates states = new MemoryStates();
    links =
        new OcppLinks(
            settings,
            new LinkTls(tls, null),
            OcppSchemas.official(),
            states,
            states.shadowStates(),
            Clock.systemUTC());
    links.start();
    return links.address().getPort();
  }

  @AfterEach
  void stop() {
    links.close();
  }

  private SslContext tls() throws Exception {
    CertificateFolder pki = new CertificateFolder(folder);
    DevelopmentPki.ensure(pki, List.of(), Clock.systemUTC());
    char[] password = pki.password(CertificateFolder.SERVER);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(pki.file(CertificateFolder.SERVER))) {
      keys.load(in, password);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, password);
    return SslContextBuilder.forServer(factory).build();
  }

  /** Sends bit by bit until the gateway ends the connection; how many bytes it took. */
  private static int drip(int port, byte[] content) throws Exception {
    try (Socket socket = HandshakeProbe.socket("127.0.0.1", port)) {
      CompletableFuture<Integer> end =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return socket.getInputStream().read();
                } catch (IOException reset) {
                  return -1;
                }
              });
      int sent = 0;
      for (; sent < content.length && !end.isDone(); sent++) {
        try {
          socket.getOutputStream().write(content[sent]);
        } catch (IOException over) {
          break;
        }
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
      }
      assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
      return sent;
    }
  }

  @Test
  void aRequestThatComesByteByByteIsCutWhenItsTimeIsOver() throws Exception {
    int port = start(Duration.ofSeconds(2), null);
    byte[] request = HandshakeProbe.request("/CP1", "").getBytes(StandardCharsets.US_ASCII);
    assertThat(drip(port, request)).isLessThan(request.length);
    assertThat(links.counters().get(Count.SLOW_HANDSHAKES)).isEqualTo(1);
    await().until(() -> links.handshakes() == 0);
  }

  @Test
  void theTimeOfTlsCountsFromTheFirstMomentOn() throws Exception {
    int port = start(Duration.ofSeconds(2), tls());
    byte[] hello = new byte[300];
    hello[0] = 22; // a handshake record of TLS that never becomes complete
    hello[1] = 3;
    hello[2] = 1;
    hello[3] = 1;
    assertThat(drip(port, hello)).isLessThan(260);
    assertThat(links.counters().get(Count.SLOW_HANDSHAKES)).isEqualTo(1);
    try (Socket silent = HandshakeProbe.socket("127.0.0.1", port)) {
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aLineOrHeadersWithoutEndAreRefused() throws Exception {
    int port = start(Duration.ofSeconds(20), null);
    String line = "GET /" + "a".repeat(5_000) + " HTTP/1.1\r\n\r\n";
    assertThat(HandshakeProbe.send("127.0.0.1", port, line).status()).isEqualTo(414);
    String headers =
        HandshakeProbe.request("/CP1", "")
            .replace("Host: x", "Host: x\r\n" + "X-A: 1\r\n".repeat(3_000));
    assertThat(HandshakeProbe.send("127.0.0.1", port, headers).status()).isEqualTo(431);
    String value = HandshakeProbe.request("/CP1", "B".repeat(20_000));
    assertThat(HandshakeProbe.send("127.0.0.1", port, value).status()).isEqualTo(431);
    assertThat(links.counters().get(Count.OVERSIZED_REQUESTS)).isEqualTo(3);
  }

  @Test
  void aMessageThatAnnouncesTooMuchIsRefusedAtItsHeader() throws Exception {
    int port = start(Duration.ofSeconds(20), null);
    try (RawStation station = new RawStation(port, "/CP1")) {
      // 100 MB, masked, and nothing of it is ever sent
      station.send(new byte[] {(byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0});
      assertThat(station.closeCode()).isEqualTo(1009);
      await().until(() -> links.counters().get(Count.OVERSIZED_MESSAGES) == 1);
    }
  }

  @Test
  void aMessageThatNeverEndsIsCutThoughBytesKeepComing() throws Exception {
    int port = start(LinkSettings.defaults().withPing(Duration.ofMillis(400)), null);
    try (RawStation station = new RawStation(port, "/CP1")) {
      CompletableFuture<String> end =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  String next = station.next();
                  while (next.startsWith("9:")) {
                    next = station.next();
                  }
                  return next;
                } catch (IOException reset) {
                  return "end";
                }
              });
      // A frame of 20,000 bytes whose bytes come one after another, far more often than pings.
      station.send(new byte[] {(byte) 0x81, (byte) 0xfe, 0x4e, 0x20, 0, 0, 0, 0});
      int sent = 0;
      while (!end.isDone() && sent++ < 600) {
        try {
          station.send(new byte[] {' '});
        } catch (IOException over) {
          break;
        }
        await().pollDelay(Duration.ofMillis(50)).until(() -> true);
      }
      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo("end");
      await().until(() -> links.connected() == 0);
    }
  }

  @Test
  void aStationThatIsSlowButEndsItsMessagesStays() throws Exception {
    int port = start(LinkSettings.defaults().withPing(Duration.ofSeconds(1)), null);
    try (RawStation station = new RawStation(port, "/CP1")) {
      byte[] frame = RawStation.text("[2,\"1\",\"Heartbeat\",{}]");
      for (int round = 0; round < 6; round++) {
        for (int at = 0; at < frame.length; at += 12) {
          station.send(Arrays.copyOfRange(frame, at, Math.min(at + 12, frame.length)));
          await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        }
        String answer = station.next();
        while (answer.startsWith("9:")) {
          station.send(RawStation.frame(10, true));
          answer = station.next();
        }
        assertThat(answer).startsWith("1:[3,\"1\"");
      }
    }
  }
}
