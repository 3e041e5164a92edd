package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A station's TCP connection, for frames that no library would send. */
final class RawStation implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;

  /**
   * @param early frames in the same packet as the handshake
   */
  RawStation(int port, String target, byte[]... early) throws IOException {
    this(port, target, "X-Nothing: x", early);
  }

  /**
   * @param header one more line of the request
   */
  RawStation(int port, String target, String header, byte[]... early) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.write(
        ("GET "
                + target
                + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: ocpp1.6\r\n"
                + header
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    for (byte[] frame : early) {
      first.write(frame);
    }
    socket.getOutputStream().write(first.toByteArray());
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    assertThat(head).startsWith("HTTP/1.1 101");
  }

  /** A masked frame (with a mask of zeros) of less than 126 bytes. */
  static byte[] frame(int opcode, boolean last, int... payload) {
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) (opcode | (last ? 0x80 : 0));
    frame[1] = (byte) (0x80 | payload.length);
    for (int i = 0; i < payload.length; i++) {
      frame[6 + i] = (byte) payload[i];
    }
    return frame;
  }

  static byte[] text(String text) {
    return frame(1, true, text.chars().toArray());
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The next frame as "opcode:" and its payload as Latin-1 text; "end" when there is none. */
  String next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return "end";
    }
    byte[] payload = new byte[in.readUnsignedByte()];
    in.readFully(payload);
    return (first & 0xf) + ":" + new String(payload, StandardCharsets.ISO_8859_1);
  }

  /** The code of the close frame that comes next; 1005 when it has none. */
  int closeCode() throws IOException {
    String frame = next();
    assertThat(frame).startsWith("8:");
    return frame.length() < 4 ? 1005 : frame.charAt(2) << 8 | frame.charAt(3);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
