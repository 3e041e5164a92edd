package dev.sluice.bench.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A station: says who it is, boots, and then calls when its fleet tells it to, one call at a time.
 * Every answer is compared with the one that is due.
 */
final class Station extends FrameReader {
  /** One call of so many is a heartbeat, the others are meter values. */
  private static final int HEARTBEAT_EVERY = 10;

  private static final byte[] PONG = {(byte) 0x8a, (byte) 0x80, 1, 2, 3, 4};
  private static final byte[] CLOSE_FRAME = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 3, (byte) 0xe8};

  private final Fleet fleet;
  private final int number;
  private final boolean tls;
  private ChannelHandlerContext context;
  private Template due;
  private int open;
  private long asked;
  private boolean ready;
  private boolean leaving;

  Station(Fleet fleet, int number, boolean tls) {
    this.fleet = fleet;
    this.number = number;
    this.tls = tls;
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    context = active;
    if (!tls) {
      shakeHands();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext unused, Object event) {
    if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
      shakeHands();
    }
  }

  private void shakeHands() {
    String id = String.format("CP%06d", number);
    String basic =
        Base64.getEncoder()
            .encodeToString((id + ":0123456789abcdef0123").getBytes(StandardCharsets.US_ASCII));
    String request =
        "GET /ocpp/"
            + id
            + " HTTP/1.1\r\nHost: csms.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Protocol: ocpp1.6\r\nAuthorization: Basic "
            + basic
            + "\r\n\r\n";
    send(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
  }

  @Override
  boolean head(ChannelHandlerContext unused, String text) {
    if (!text.startsWith("HTTP/1.1 101") || !text.contains("ocpp1.6")) {
      broken(context, "refused: " + text.lines().findFirst().orElse(""));
      return false;
    }
    call(Messages.BOOT, Messages.BOOTED, 0);
    return true;
  }

  /**
   * Sends meter values, or now and then a heartbeat.
   *
   * @param due when the call was due, in nanoseconds of {@link System#nanoTime}
   */
  void call(long due) {
    if (fleet.number() % HEARTBEAT_EVERY == 0) {
      call(Messages.HEARTBEAT, Messages.BEAT, due);
    } else {
      call(Messages.METER, Messages.EMPTY, due);
    }
  }

  private void call(Template call, Template answer, long when) {
    open = fleet.nextNumber();
    asked = when;
    due = answer;
    send(call.frame(context.alloc(), open, number));
  }

  @Override
  public void frame(int opcode, ByteBuf in, int at, int length, int mask) {
    if (opcode == TEXT && length > Messages.ID_AT + Template.ID) {
      int type = in.getByte(at + 1);
      if (type == '3') {
        answer(in, at, length, mask);
      } else if (type == '2') {
        send(Messages.TRIGGERED.answer(context.alloc(), in, at, Messages.ID_AT, mask));
      } else {
        fleet.mismatch(number, "a frame of type " + (char) type);
      }
    } else if (opcode == PING) {
      send(Unpooled.wrappedBuffer(PONG));
    } else if (opcode == CLOSE) {
      fleet.closedByPeer(number, leaving);
      context.close();
    } else if (opcode == TEXT) {
      fleet.mismatch(number, "a short frame of " + length + " bytes");
    }
  }

  private void answer(ByteBuf in, int at, int length, int mask) {
    boolean right = open != 0 && due.matches(in, at, length, mask, open, number);
    if (!right) {
      fleet.mismatch(number, "an answer that is not the one to the open call");
    }
    open = 0;
    if (ready) {
      fleet.answered(this, asked);
    } else if (due == Messages.BOOTED) {
      call(Messages.STATUS, Messages.EMPTY, 0);
    } else {
      ready = true;
      fleet.ready(this);
    }
  }

  /** Closes as a station does that is switched off in an orderly way. */
  void leave() {
    leaving = true;
    if (context != null && context.channel().isActive()) {
      context.writeAndFlush(Unpooled.wrappedBuffer(CLOSE_FRAME));
    }
  }

  /** Closes without a word. */
  void cut() {
    if (context != null) {
      context.close();
    }
  }

  private void send(ByteBuf frame) {
    context.writeAndFlush(frame, context.voidPromise());
  }

  @Override
  void broken(ChannelHandlerContext unused, String why) {
    fleet.mismatch(number, why);
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext unused) {
    fleet.gone(this, ready, leaving);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
    fleet.mismatch(number, cause.toString());
    failed.close();
  }
}
