package dev.sluice.ocpp.camel;

import dev.sluice.ocpp.link.Direction;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a relayed call, not parsed yet.
 *
 * @param call the CALL or SEND frame as UTF-8
 * @param answer the CALLRESULT or CALLERROR frame; null when the call alone is wanted
 */
record CopiedFrame(
    String stationId,
    Subprotocol subprotocol,
    Direction direction,
    String action,
    Instant receivedAt,
    byte[] call,
    byte @Nullable [] answer) {
  /** Bytes that the copy holds on to. */
  int size() {
    return call.length + (answer == null ? 0 : answer.length);
  }
}
