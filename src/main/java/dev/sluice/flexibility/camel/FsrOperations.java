package dev.sluice.flexibility.camel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.flexibility.FlexibilityCore;
import dev.sluice.flexibility.Fsr;
import dev.sluice.flexibility.FsrRecord;
import dev.sluice.flexibility.Group;
import dev.sluice.flexibility.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Message;

/** The steps by which an FO's messages reach the core. */
final class FsrOperations {
  private FsrOperations() {}

  static FlexibilityCore.Received request(FlexibilityCore core, Message in) {
    if (!(in.getBody() instanceof Fsr request)) {
      throw new IllegalArgumentException("the body must be an Fsr: put a reading step before");
    }
    FlexibilityCore.Received received =
        core.request(request, MessageParts.text(in, FlexibilityHeaders.CONTENT_HASH));
    in.setHeader(FlexibilityHeaders.RECEIPT, received.receipt().name());
    return received;
  }

  static FsrRecord setpoint(FlexibilityCore core, Message in) {
    JsonNode body = MessageParts.document(in, "{\"seq\":7,\"p\":42000}");
    return core.setpoint(
        MessageParts.text(in, FlexibilityHeaders.FO_ID),
        MessageParts.text(in, FlexibilityHeaders.FSR_ID),
        MessageParts.wholeNumber(body, "seq"),
        MessageParts.wholeNumber(body, "p"));
  }

  static FsrRecord cancel(FlexibilityCore core, Message in) {
    return core.cancel(
        MessageParts.text(in, FlexibilityHeaders.FO_ID),
        MessageParts.text(in, FlexibilityHeaders.FSR_ID));
  }

  static FsrRecord find(FlexibilityCore core, Message in) {
    String fsrId = MessageParts.text(in, FlexibilityHeaders.FSR_ID);
    return core.find(MessageParts.text(in, FlexibilityHeaders.FO_ID), fsrId)
        .orElseThrow(() -> new Refusal("unknown-resource", "there is no FSR " + fsrId));
  }

  static Group group(FlexibilityCore core, Message in) {
    String groupId = MessageParts.text(in, FlexibilityHeaders.GROUP_ID);
    return core.group(MessageParts.text(in, FlexibilityHeaders.FO_ID), groupId)
        .orElseThrow(() -> new Refusal("unknown-resource", "there is no group " + groupId));
  }

  /**
   * A change must name the version that it is based on (fo-interface 4.4); the same content again
   * changes nothing, so that a request whose answer was lost can be repeated.
   */
  static Group putGroup(FlexibilityCore core, Message in) {
    String foId = MessageParts.text(in, FlexibilityHeaders.FO_ID);
    String groupId = MessageParts.text(in, FlexibilityHeaders.GROUP_ID);
    List<String> stations = stations(MessageParts.document(in, "{\"stations\":[\"a\",\"b\"]}"));
    Optional<Group> old = core.group(foId, groupId);
    String ifMatch = in.getHeader(FlexibilityHeaders.IF_MATCH, String.class);
    if (ifMatch != null && !ifMatch.isBlank()) {
      return core.putGroup(foId, groupId, stations, version(ifMatch.strip(), groupId, old));
    }
    if (old.isEmpty()) {
      return core.putGroup(foId, groupId, stations, 0);
    }
    if (old.get().stations().equals(stations)) {
      return old.get();
    }
    throw new Refusal(
        "precondition-required",
        "group " + groupId + " is there already: a change needs If-Match with its ETag");
  }

  private static List<String> stations(JsonNode body) {
    List<String> stations = new ArrayList<>();
    JsonNode list = body.path("stations");
    for (JsonNode id : list) {
      if (!id.isTextual()) {
        throw new Refusal("schema-violation", "stations must be a list of station ids");
      }
      stations.add(id.textValue());
    }
    if (!list.isArray() || stations.isEmpty()) {
      throw new Refusal("schema-violation", "stations must be a list of at least one station id");
    }
    return stations;
  }

  private static long version(String ifMatch, String groupId, Optional<Group> old) {
    if (ifMatch.equals("*")) {
      return old.map(Group::version)
          .orElseThrow(
              () -> new Refusal("precondition-failed", "there is no group " + groupId + " yet"));
    }
    try {
      return Math.max(1, Long.parseLong(ifMatch.replace("\"", "")));
    } catch (NumberFormatException e) {
      throw new Refusal("precondition-failed", "If-Match " + ifMatch + " is none of its ETags");
    }
  }
}
