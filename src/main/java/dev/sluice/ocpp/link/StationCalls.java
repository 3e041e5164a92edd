package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What upper rooms ask of the links. */
public interface StationCalls {
  /**
   * Queues a call in the station's lane. It is validated against the official schema and passes the
   * guard before it is sent.
   *
   * @return the CALLRESULT's payload, or a {@link CallFailure}; always completed, never on the
   *     caller's thread while it holds a lock of the link
   */
  CompletableFuture<JsonNode> call(InjectedCall call);

  /** The subprotocol of a connected station; empty when it is not connected. */
  Optional<Subprotocol> subprotocol(String stationId);

  /** Adds a tap; closing the handle removes it. Links stay as they are. */
  AutoCloseable addTap(FrameTap tap);

  /**
   * Adds a listener; it is told at once of the links that are already up. Closing the handle
   * removes it.
   */
  AutoCloseable addEvents(LinkEvents events);
}
