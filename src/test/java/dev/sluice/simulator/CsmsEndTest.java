package dev.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A CSMS that ends must look like one to its peers, also to those that do not say goodbye. */
class CsmsEndTest {
  @Test
  void aPeerThatDoesNotAnswerTheGoodbyeIsCutOff() throws Exception {
    SimulatedCsms csms = SimulatedCsms.start(CsmsSettings.defaults());
    try (Socket station = new Socket(InetAddress.getLoopbackAddress(), csms.port())) {
      station.setSoTimeout(10_000);
      station
          .getOutputStream()
          .write(
              """
              GET /ocpp/S1 HTTP/1.1\r
              Host: 127.0.0.1\r
              Upgrade: websocket\r
              Connection: Upgrade\r
              Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
              Sec-WebSocket-Version: 13\r
              Sec-WebSocket-Protocol: ocpp1.6\r
              \r
              """
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = station.getInputStream();
      BufferedReader head = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      assertThat(head.readLine()).startsWith("HTTP/1.1 101");
      csms.close();
      while (in.read() >= 0) {
        // The rest of the head and the close frame; the end has to come.
      }
      assertThat(in.read()).isEqualTo(-1);
    }
  }
}
