package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.Subprotocol;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.flow.FlowControlHandler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a link, when both handshakes are over: the 101 to the station, and pipelines of
 * frames instead of requests. On the event loop that both connections share.
 *
 * @param csms the connection to the CSMS; null = none
 * @param csmsAddress its host and port
 */
record LinkStart(
    LinkShared shared,
    Upstream rule,
    StationId id,
    StationClaim claim,
    FullHttpRequest asked,
    Channel station,
    @Nullable Channel csms,
    String csmsAddress,
    Subprotocol subprotocol) {

  /**
   * Begins it.
   *
   * @return what the station sent without waiting for the 101; to be given to {@link #read} once
   *     the handshake has ended
   */
  ByteBuf begin() {
    Leg leg = new Leg(station);
    Leg csmsLeg = csms == null ? null : new Leg(csms);
    StationLink link = link(leg, csmsLeg);
    // The link is known before the station can know of its 101.
    shared.arrived(link);
    ByteBuf early = station.pipeline().get(HandshakeDecoder.class).rest();
    claim.linked(rule.csms() != null);
    upgrade(link, leg);
    if (csmsLeg != null) {
      LegHandler.install(link, csmsLeg, false, shared.settings().limits());
    }
    station.config().setAutoRead(true);
    if (csms != null) {
      if (csms.pipeline().get(FlowControlHandler.class) != null) {
        csms.pipeline().remove(FlowControlHandler.class);
      }
      csms.config().setAutoRead(true);
    }
    return early;
  }

  private StationLink link(Leg leg, @Nullable Leg csmsLeg) {
    StationLink[] made = new StationLink[1];
    Peer peer =
        csmsLeg != null
            ? csmsLeg
            : new StandaloneCsms(
                subprotocol,
                shared.schemas(),
                shared.clock(),
                answer -> made[0].fromCsms(answer),
                station::isWritable);
    made[0] =
        new StationLink(id.decoded(), subprotocol, leg, peer, csmsAddress, shared, claim.mark());
    return made[0];
  }

  private void upgrade(StationLink link, Leg leg) {
    WireLimits limits = shared.settings().limits();
    Optional<Deflate> deflate =
        rule.deflateStation() ? Deflate.offered(asked.headers()) : Optional.empty();
    HttpHeaders agreed = new DefaultHttpHeaders();
    deflate.ifPresent(
        terms -> agreed.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, terms.response()));
    HandshakeAnswer.upgrade(asked, subprotocol.token(), limits.largestFrame(), deflate.isPresent())
        .handshake(station, asked, agreed, station.newPromise());
    station.pipeline().remove(StationHandshake.class);
    deflate.ifPresent(terms -> station.pipeline().addLast(new MessageDeflate(terms, limits)));
    LegHandler.install(link, leg, true, limits);
  }

  /** Has frames read that came too early. */
  static void read(Channel channel, ByteBuf early) {
    if (!early.isReadable()) {
      early.release();
      return;
    }
    ChannelInboundHandler reader = channel.pipeline().get(FrameCutter.class);
    if (reader == null) {
      reader = channel.pipeline().get(WebSocket13FrameDecoder.class);
    }
    ChannelHandlerContext context = channel.pipeline().context(reader);
    try {
      reader.channelRead(context, early);
    } catch (Exception e) {
      context.fireExceptionCaught(e);
    }
  }
}
