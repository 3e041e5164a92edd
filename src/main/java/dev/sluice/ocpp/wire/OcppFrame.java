package dev.sluice.ocpp.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** A parsed OCPP-J frame; relayed frames never become one. */
public sealed interface OcppFrame {
  /** The message id; of an answer, the id of the call that it answers. */
  String id();

  /** Message type 2. */
  record Call(String id, String action, JsonNode payload) implements OcppFrame {}

  /** Message type 3. */
  record CallResult(String id, JsonNode payload) implements OcppFrame {}

  /** Message type 4. */
  record CallError(String id, String code, String description, JsonNode details)
      implements OcppFrame {}

  /** Message type 5, OCPP 2.1: the result with this id was bad. */
  record CallResultError(String id, String code, String description, JsonNode details)
      implements OcppFrame {}

  /** Message type 6, OCPP 2.1: a call without an answer. */
  record Send(String id, String action, JsonNode payload) implements OcppFrame {}
}
