package dev.sluice.fcsbe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.flexibility.Group;
import java.util.ArrayList;
import java.util.List;

/**
 * A group as an FO puts it.
 *
 * @param stations the members
 */
public record GroupDocument(List<String> stations) {
  public GroupDocument {
    stations = List.copyOf(stations);
  }

  /**
   * Reads {@code {"stations":["a","b"]}}.
   *
   * @param groupId the id in the path; one in the document must equal it
   * @throws ProblemException with all violations
   */
  public static GroupDocument read(String groupId, byte[] body) {
    List<Violation> violations = new ArrayList<>();
    Members members = new Members(JsonDocument.object(body), "", violations);
    String named = members.text("groupId", false, Names.CHOSEN, Names.ID_RULE);
    if (named != null && !named.equals(groupId)) {
      members.wrong("groupId", "must equal the id in the path, " + groupId);
    }
    List<String> stations =
        members.texts("stations", FsrReader.MAX_STATIONS, Names.STATION, Names.STATION_RULE);
    members.nothingElse();
    Violations.refuse(ProblemCode.SCHEMA_VIOLATION, violations);
    return new GroupDocument(stations);
  }

  /** As the core's endpoint takes it. */
  public ObjectNode forCore() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("stations");
    stations.forEach(list::add);
    return json;
  }

  public static ObjectNode write(Group group) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("groupId", group.groupId());
    ArrayNode list = json.putArray("stations");
    group.stations().forEach(list::add);
    json.put("version", group.version());
    return json;
  }

  /** The entity tag of a group, with its quotes. */
  public static String entityTag(Group group) {
    return "\"" + group.version() + "\"";
  }
}
