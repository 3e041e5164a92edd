package dev.sluice.bench.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** A station's connection as the CSMS has it. */
final class CsmsConnection extends FrameReader {
  private static final String KEY = "\r\nsec-websocket-key:";
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int SENDER = 0xc5;

  private final Csms csms;
  private ChannelHandlerContext context;
  private int open;
  private long sent;

  CsmsConnection(Csms csms) {
    this.csms = csms;
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    context = active;
    csms.opened();
  }

  @Override
  public void channelInactive(ChannelHandlerContext unused) {
    csms.closed();
  }

  @Override
  boolean head(ChannelHandlerContext unused, String text) {
    int at = text.toLowerCase(Locale.ROOT).indexOf(KEY);
    if (at < 0) {
      broken(context, "a handshake without key");
      return false;
    }
    int from = at + KEY.length();
    String key = text.substring(from, text.indexOf('\r', from)).trim();
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(key)
            + "\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n";
    send(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII));
    return true;
  }

  private static String accept(String key) {
    try {
      byte[] text = (key + GUID).getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void frame(int opcode, ByteBuf in, int at, int length, int mask) {
    if (opcode == TEXT && length > Messages.ACTION_AT) {
      int type = in.getByte(at + 1) ^ Template.key(mask, 1);
      if (type == '2') {
        call(in, at, mask);
        return;
      }
      if (type == '3') {
        answer(in, at, length, mask);
        return;
      }
    }
    if (opcode == CLOSE) {
      context.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {(byte) 0x88, 0}));
      context.close();
    } else if (opcode == PING) {
      send(Unpooled.wrappedBuffer(new byte[] {(byte) 0x8a, 0}));
    } else {
      csms.mismatch("a frame that is no message: opcode " + opcode + ", length " + length);
    }
  }

  private void call(ByteBuf in, int at, int mask) {
    int action = in.getByte(at + Messages.ACTION_AT) ^ Template.key(mask, Messages.ACTION_AT);
    Template answer =
        switch (action) {
          case 'H' -> Messages.BEAT;
          case 'B' -> Messages.BOOTED;
          default -> Messages.EMPTY;
        };
    send(answer.answer(context.alloc(), in, at, Messages.ID_AT, mask));
    if (open == 0 && csms.owes()) {
      open = csms.nextNumber();
      sent = System.nanoTime();
      send(Messages.TRIGGER.frame(context.alloc(), open, SENDER));
    }
  }

  private void answer(ByteBuf in, int at, int length, int mask) {
    if (open != 0 && Messages.TRIGGERED.matches(in, at, length, mask, open, SENDER)) {
      csms.downAnswered(System.nanoTime() - sent);
    } else {
      csms.mismatch("an answer that is not the one to the open call");
    }
    open = 0;
  }

  private void send(ByteBuf frame) {
    context.writeAndFlush(frame, context.voidPromise());
  }

  @Override
  void broken(ChannelHandlerContext unused, String why) {
    csms.mismatch(why);
    context.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext unused, Throwable cause) {
    context.close();
  }
}
