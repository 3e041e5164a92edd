package dev.sluice.ocpp.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Reads one request and keeps what comes behind it: a station that does not wait for the 101 sends
 * WebSocket frames there, and they are not HTTP.
 */
final class HandshakeDecoder extends HttpRequestDecoder {
  private boolean complete;

  HandshakeDecoder(WireLimits limits) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.requestLine())
            .setMaxHeaderSize(limits.requestHeaders()));
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (complete) {
      return;
    }
    super.decode(context, in, out);
    complete = !out.isEmpty() && out.get(out.size() - 1) instanceof LastHttpContent;
  }

  /** Takes out what came behind the request; released by the caller. */
  ByteBuf rest() {
    ByteBuf kept = internalBuffer();
    ByteBuf rest = kept.isReadable() ? kept.copy() : Unpooled.EMPTY_BUFFER;
    kept.skipBytes(kept.readableBytes());
    return rest;
  }
}
