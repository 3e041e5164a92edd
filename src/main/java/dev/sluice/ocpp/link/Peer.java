package dev.sluice.ocpp.link;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCounted;

/** The CSMS's side of a link: a connection, or the gateway itself in standalone mode. */
interface Peer {
  /**
   * Takes a frame over, and releases it when done.
   *
   * @param frame a {@link WebSocketFrame}, or the bytes of one where {@link #takesWire}
   */
  void send(ReferenceCounted frame);

  /** Whether frames may be handed over as they came from the other leg. */
  boolean takesWire();

  /** Ends the connection. */
  void close(int code, String reason);

  /** Whether it takes more frames without piling them up. */
  boolean writable();

  /** Whether more frames may be read from here for the time being. */
  void reading(boolean wanted);

  /**
   * Asked once in each ping interval: false when nothing was heard for two of them, although a ping
   * was sent in between.
   */
  boolean alive();

  /** Ends the connection without another word. */
  void cut();
}
