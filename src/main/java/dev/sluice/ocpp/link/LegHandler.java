package dev.sluice.ocpp.link;

import dev.sluice.ocpp.link.LinkCounters.Count;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a leg's pipeline: hands whole messages and the leg's changes to the link. */
final class LegHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(LegHandler.class);
  private static final int TOO_BIG = 1009;
  private static final long LINGER_MILLIS = 200;

  private final StationLink link;
  private final boolean station;
  private final Leg leg;

  private LegHandler(StationLink link, Leg leg, boolean station) {
    this.link = link;
    this.leg = leg;
    this.station = station;
  }

  /** Puts UTF-8 check, aggregation and this handler behind a leg's WebSocket decoder. */
  static void install(StationLink link, Leg leg, boolean station, WireLimits limits) {
    ChannelPipeline pipeline = leg.channel().pipeline();
    LegHandler handler = new LegHandler(link, leg, station);
    if (link.passesWire(station)) {
      String decoder = pipeline.context(WebSocket13FrameDecoder.class).name();
      FrameCutter cutter = new FrameCutter(handler, station, limits);
      pipeline.addBefore(decoder, null, cutter);
      leg.wire(pipeline.context(cutter));
    }
    pipeline.addLast(new Utf8FrameValidator(false));
    pipeline.addLast(new BoundedAggregator(limits));
    pipeline.addLast(handler);
  }

  /** A whole text message; consumes it. */
  void text(RelayedText text) {
    leg.pulse().whole();
    if (leg.closing()) {
      text.release();
    } else if (station) {
      link.fromStation(text);
    } else {
      link.fromCsms(text);
    }
  }

  /** Bytes came in, of whatever. */
  void heard() {
    leg.pulse().heard();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    leg.pulse().whole();
    if (leg.closing() || link.over()) {
      if (message instanceof CloseWebSocketFrame) {
        hangUp(context);
      }
      ReferenceCountUtil.release(message);
    } else if (message instanceof TextWebSocketFrame text) {
      text(RelayedText.anew(text));
    } else if (message instanceof BinaryWebSocketFrame binary) {
      link.binary(station, binary);
    } else if (message instanceof PingWebSocketFrame ping) {
      if (context.channel().isWritable()) {
        context.writeAndFlush(new PongWebSocketFrame(ping.content()), context.voidPromise());
      } else {
        ping.release(); // who does not read needs no pong, and they must not pile up
      }
    } else if (message instanceof CloseWebSocketFrame close) {
      int code = close.statusCode();
      String reason = close.reasonText();
      close.release();
      link.close(code, reason);
      hangUp(context);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  /**
   * Close frames went both ways. The WebSocket server ends the connection (RFC 6455, 7.1.1): were
   * the gateway faster than its CSMS, that could take it for a broken one. Towards the station only
   * the sending side ends at once: a connection that is closed with something unread is reset, and
   * the reset could overtake the close frame. The leg's own timer ends what the other end does not.
   */
  private void hangUp(ChannelHandlerContext context) {
    if (!station) {
      return;
    }
    if (context.channel() instanceof DuplexChannel plain
        && context.pipeline().get(SslHandler.class) == null) {
      plain.shutdownOutput();
    } else {
      context.close();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    heard(); // also parts of a message that is not complete yet
    context.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    link.lost(station);
    context.fireChannelInactive();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    link.pace();
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (leg.closing() && !(cause instanceof IOException)) {
      return; // told already: who floods a leg must not flood the log
    }
    String from = link.stationId() + (station ? ", station leg" : ", CSMS leg");
    if (cause instanceof TooLongFrameException) {
      LOG.warn("{}: a message is longer than allowed; closing", from);
      link.counted(Count.OVERSIZED_MESSAGES);
      link.close(TOO_BIG, "message too big");
      fail(context);
    } else if (cause instanceof CorruptedWebSocketFrameException corrupted) {
      LOG.warn("{}: {}", from, cause.getMessage());
      if (corrupted.closeStatus().code() == TOO_BIG) {
        link.counted(Count.OVERSIZED_MESSAGES);
      }
      link.close(corrupted.closeStatus().code(), corrupted.closeStatus().reasonText());
      fail(context);
    } else if (cause instanceof IOException || cause instanceof PrematureChannelClosureException) {
      LOG.debug("{}: {}", from, cause.toString());
      context.close();
    } else {
      LOG.error("{}: unexpected failure; closing", from, cause);
      link.close(1011, "internal error");
    }
  }

  /**
   * Ends a connection whose peer broke the protocol, without waiting for its close frame, which the
   * decoder no longer reads (RFC 6455, 7.1.7). Not at once: what the peer is still sending would be
   * answered with a reset, and that can overtake the close frame.
   */
  private static void fail(ChannelHandlerContext context) {
    var unused =
        context.executor().schedule(() -> context.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
  }
}
