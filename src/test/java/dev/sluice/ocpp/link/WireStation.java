package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.ByteCursor;
import dev.sluice.ocpp.wire.FrameHead;
import dev.sluice.ocpp.wire.FramePeek;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;

/** A station's socket without any behaviour but, when asked for, an answer to every call. */
final class WireStation extends WebSocketClient {
  final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  final CompletableFuture<Integer> closed = new CompletableFuture<>();
  final AtomicInteger acknowledged = new AtomicInteger();
  volatile boolean acknowledging;

  WireStation(String url, String subprotocol, Map<String, String> headers) {
    super(
        URI.create(url),
        new Draft_6455(
            List.of(), List.<IProtocol>of(new Protocol(subprotocol), new Protocol("")), 1 << 22),
        headers);
  }

  @Override
  public void onOpen(ServerHandshake handshake) {}

  @Override
  public void onMessage(String text) {
    received.add(text);
    FrameHead head = FramePeek.peek(ByteCursor.of(text.getBytes(StandardCharsets.UTF_8)));
    if (acknowledging && head.messageType() == FrameHead.CALL) {
      synchronized (this) { // not into a message that is being sent in parts
        send("[3,\"" + head.messageId() + "\",{\"acknowledged\":true}]");
      }
      acknowledged.incrementAndGet();
    }
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    closed.complete(code);
  }

  @Override
  public void onError(Exception e) {
    closed.complete(-1);
  }

  /** Sends a text as several frames, cut at random places, also inside characters. */
  static void fragmented(org.java_websocket.WebSocket socket, String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int from = 0;
    synchronized (socket) {
      while (from < bytes.length || from == 0) {
        int rest = bytes.length - from;
        int part = rest > 1 && random.nextBoolean() ? 1 + random.nextInt(rest) : rest;
        ByteBuffer cut = ByteBuffer.wrap(bytes, from, part);
        socket.sendFragmentedFrame(Opcode.TEXT, cut, part == rest);
        from += Math.max(part, 1);
      }
    }
  }
}
