package dev.sluice.fcsbe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.flexibility.Notification;
import java.util.List;

/** A page of an FO's notification log (M12). */
public final class NotificationWriter {
  private NotificationWriter() {}

  /**
   * @param page in ascending offset
   * @param after the offset that was asked for; resume from it when the page is empty
   */
  public static ObjectNode write(List<Notification> page, long after) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("notifications");
    long next = after;
    for (Notification notification : page) {
      list.addObject()
          .put("offset", notification.offset())
          .put("at", WireTime.of(notification.at()))
          .put("type", notification.type())
          .put("fsrId", notification.fsrId())
          .put("state", notification.state())
          .put("detail", notification.detail());
      next = Math.max(next, notification.offset());
    }
    json.put("next", next);
    return json;
  }
}
