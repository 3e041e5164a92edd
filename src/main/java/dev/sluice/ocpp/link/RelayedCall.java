package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.FrameHead;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

/** A call of the CSMS's on its way through the lane. */
record RelayedCall(FrameHead head, TextWebSocketFrame frame) {}
