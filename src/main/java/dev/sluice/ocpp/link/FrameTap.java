package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.Subprotocol;
import java.util.Set;

/**
 * Receives copies of relayed frames. Called on the station's event loop: must hand over and return
 * at once.
 */
public interface FrameTap {
  /**
   * The actions whose calls, and the answers to them, are wanted; an action nobody wants costs
   * nothing.
   */
  Set<String> actions();

  /**
   * A relayed call, as it passes.
   *
   * @param stationId the station
   * @param subprotocol OCPP version in use
   * @param direction {@code UP} for a call of the station, {@code DOWN} for one of the CSMS
   * @param action the call's action
   * @param call UTF-8 text of the whole CALL (or SEND) frame
   */
  void onCall(
      String stationId, Subprotocol subprotocol, Direction direction, String action, byte[] call);

  /**
   * The answer to a relayed call that {@link #onCall} reported.
   *
   * @param call the CALL frame
   * @param answer the CALLRESULT or CALLERROR frame
   */
  void onAnswer(
      String stationId,
      Subprotocol subprotocol,
      Direction direction,
      String action,
      byte[] call,
      byte[] answer);
}
