package dev.sluice.ocpp.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * What the gateway answers to a handshake.
 *
 * @param status 0 when the connection ended without an answer
 * @param text the answer's head, and its body unless it is a 101
 */
record HandshakeProbe(int status, String text) {
  /**
   * @param authorization empty = none
   */
  static HandshakeProbe of(int port, String path, String authorization) {
    return of("127.0.0.1", port, path, authorization);
  }

  /** From another address of the loopback network. */
  static HandshakeProbe of(String from, int port, String path, String authorization) {
    return send(from, port, request(path, authorization));
  }

  static String request(String path, String authorization) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Protocol: ocpp1.6\r\n"
        + (authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n")
        + "\r\n";
  }

  /** What is answered to whatever is sent; a connection that is reset counts as no answer. */
  static HandshakeProbe send(String from, int port, String request) {
    try (Socket socket = socket(from, port)) {
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException reset) {
        // the answer may be there all the same
      }
      try {
        read(socket.getInputStream(), got);
      } catch (IOException reset) {
        // what has come counts
      }
      String text = got.toString(StandardCharsets.ISO_8859_1);
      return new HandshakeProbe(
          text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0, text);
    } catch (IOException refused) {
      return new HandshakeProbe(0, String.valueOf(refused.getMessage()));
    }
  }

  private static void read(InputStream in, ByteArrayOutputStream got) throws IOException {
    byte[] some = new byte[4096];
    for (int read = in.read(some); read >= 0; read = in.read(some)) {
      got.write(some, 0, read);
      if (got.toString(StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 101")) {
        return;
      }
    }
  }

  static Socket socket(String from, int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      socket.setSoTimeout(60_000);
      socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 20_000);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    } catch (RuntimeException e) {
      socket.close();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
