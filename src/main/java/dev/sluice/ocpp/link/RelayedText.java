package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.ByteCursor;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCounted;

/**
 * A whole text message on its way from one leg to the other. Whoever takes it over sends or
 * releases it.
 *
 * @param outgoing what the other leg is given: the WebSocket frame as it came, or a new one
 * @param text the message's text; valid until {@code outgoing} is given away
 */
record RelayedText(ReferenceCounted outgoing, ByteCursor text) {
  /** A frame that goes on as it came. */
  static RelayedText asItCame(ByteBuf frame, WireText text) {
    return new RelayedText(frame, text);
  }

  /** A message that was put together from several frames, inflated, or written here. */
  static RelayedText anew(TextWebSocketFrame frame) {
    return new RelayedText(frame, new NettyCursor(frame.content()));
  }

  void release() {
    outgoing.release();
  }
}
