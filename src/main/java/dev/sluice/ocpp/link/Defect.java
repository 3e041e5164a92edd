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
  /** A call that was not answered in time. */
  TIMED_OUT,
  /** An answer that came when nobody waited for it any more. */
  LATE_ANSWER
}
