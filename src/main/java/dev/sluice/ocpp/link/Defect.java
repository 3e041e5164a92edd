package dev.sluice.ocpp.link;

/**
 * What a station or a CSMS does against OCPP, or badly. It is counted, and relayed all the same.
 */
public enum Defect {
  /** A message whose head is not that of an OCPP-J frame. */
  UNREADABLE,
  /** A message type that the version does not have. */
  UNKNOWN_TYPE,
  /** A call with an action that the version does not have; of the calls that were looked at. */
  UNKNOWN_ACTION,
  /** A request that does not match the official schema; of those that were looked at. */
  BAD_REQUEST,
  /** An answer that does not match the official schema; of those that were looked at. */
  BAD_RESPONSE,
  /** A payload that is no JSON object; of those that were looked at. */
  BAD_JSON,
  /** A call answered with CALLERROR. */
  CALL_ERROR,
  /** A call that was not answered in time; counted for who did not answer. */
  TIMED_OUT,
  /** An answer that came when nobody waited for it any more. */
  LATE_ANSWER,
  /** A call that was not answered in time, nor later; counted for who did not answer. */
  NEVER_ANSWERED,
  /** An answer to a call that was not made, or a second one to the same call. */
  UNASKED_ANSWER,
  /** A call with an id that its sender used a short while ago on the same connection. */
  REPEATED_ID,
  /** A call while an earlier one of the same sender has no answer yet and may still get one. */
  SECOND_CALL
}
