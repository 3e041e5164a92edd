package dev.sluice.fcsbe.camel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fcsbe.CapabilityWriter;
import dev.sluice.fcsbe.FsrStatusWriter;
import dev.sluice.fcsbe.GroupDocument;
import dev.sluice.fcsbe.NotificationWriter;
import dev.sluice.fcsbe.ParticipationWriter;
import dev.sluice.fcsbe.ProblemCode;
import dev.sluice.fcsbe.ProblemException;
import dev.sluice.fcsbe.SetpointDocument;
import dev.sluice.fcsbe.StationWriter;
import dev.sluice.fcsbe.VersionsWriter;
import dev.sluice.flexibility.FlexibilityCore;
import dev.sluice.flexibility.FsrRecord;
import dev.sluice.flexibility.Group;
import dev.sluice.flexibility.Notification;
import dev.sluice.flexibility.Resources;
import dev.sluice.flexibility.camel.FlexibilityHeaders;
import dev.sluice.model.EvseView;
import dev.sluice.model.StationView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Steps that turn what a {@code flexibility:} endpoint answered into what the FO reads. */
final class FcsbeWriters {
  private final Resources resources;

  FcsbeWriters(Resources resources) {
    this.resources = resources;
  }

  Map<String, Processor> named() {
    Map<String, Processor> named = new LinkedHashMap<>();
    named.put("writeVersions", e -> FcsbeAnswer.write(e, 200, VersionsWriter.write()));
    named.put("writeFsr", this::fsr);
    named.put("writeResponse", this::response);
    named.put("writeParticipations", this::participations);
    named.put(
        "writeSetpoint",
        e -> FcsbeAnswer.write(e, 200, SetpointDocument.write(body(e, FsrRecord.class))));
    named.put("writeNotifications", FcsbeWriters::notifications);
    named.put("writeStations", e -> StationPage.write(e, "stations", StationWriter::station));
    named.put(
        "writeStation",
        e -> FcsbeAnswer.write(e, 200, StationWriter.station(body(e, StationView.class))));
    named.put("writeEvse", FcsbeWriters::evse);
    named.put("writeCapabilities", FcsbeWriters::capabilities);
    named.put("writeGroup", FcsbeWriters::group);
    return named;
  }

  private void fsr(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    boolean created = false;
    FsrRecord record;
    if (body instanceof FlexibilityCore.Received received) {
      created = received.receipt() == FlexibilityCore.Receipt.CREATED;
      record = received.fsr();
    } else {
      record = body(exchange, FsrRecord.class);
    }
    ObjectNode document = FsrStatusWriter.status(record, resources);
    FcsbeAnswer.write(exchange, created ? 201 : 200, document);
    if (created) {
      String location = "/fo/v1/fsrs/" + record.request().fsrId();
      exchange.getMessage().setHeader("Location", location);
    }
    FcsbeAnswer.tagged(exchange, FcsbeAnswer.tagOf(document));
  }

  private void response(Exchange exchange) {
    FsrRecord record = body(exchange, FsrRecord.class);
    FcsbeAnswer.write(exchange, 200, FsrStatusWriter.response(record, resources));
  }

  private void participations(Exchange exchange) {
    FsrRecord record = body(exchange, FsrRecord.class);
    FcsbeAnswer.write(exchange, 200, ParticipationWriter.write(record, resources));
  }

  private static void notifications(Exchange exchange) {
    Long after = exchange.getMessage().getHeader(FlexibilityHeaders.AFTER, Long.class);
    List<?> entries = body(exchange, List.class);
    List<Notification> page = entries.stream().map(Notification.class::cast).toList();
    FcsbeAnswer.write(exchange, 200, NotificationWriter.write(page, after == null ? 0 : after));
  }

  private static void evse(Exchange exchange) {
    StationView station = body(exchange, StationView.class);
    FcsbeAnswer.write(exchange, 200, StationWriter.evse(station, evseOf(exchange, station)));
  }

  private static void capabilities(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof List<?>) {
      StationPage.write(exchange, "capabilities", CapabilityWriter::station);
      return;
    }
    StationView station = body(exchange, StationView.class);
    ObjectNode document =
        exchange.getProperty(FcsbeProperties.EVSE_ID) == null
            ? CapabilityWriter.station(station)
            : CapabilityWriter.evse(station, evseOf(exchange, station));
    FcsbeAnswer.write(exchange, 200, document);
    FcsbeAnswer.tagged(exchange, FcsbeAnswer.tagOf(document));
  }

  private static EvseView evseOf(Exchange exchange, StationView station) {
    Integer evseId = exchange.getProperty(FcsbeProperties.EVSE_ID, Integer.class);
    return station.evses().stream()
        .filter(evse -> evseId != null && evse.evseId() == evseId)
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.UNKNOWN_RESOURCE,
                    "Station " + station.stationId() + " has no EVSE " + evseId + "."));
  }

  private static void group(Exchange exchange) {
    Group group = body(exchange, Group.class);
    boolean created =
        group.version() == 1 && FoHeaders.request(exchange).operation().method().equals("PUT");
    FcsbeAnswer.write(exchange, created ? 201 : 200, GroupDocument.write(group));
    FcsbeAnswer.tagged(exchange, GroupDocument.entityTag(group));
  }

  static <T> T body(Exchange exchange, Class<T> type) {
    Object body = exchange.getMessage().getBody();
    if (!type.isInstance(body)) {
      throw new IllegalStateException(
          "route "
              + exchange.getFromRouteId()
              + ": a "
              + type.getSimpleName()
              + " is expected before the writing step, was "
              + (body == null ? "nothing" : body.getClass().getSimpleName()));
    }
    return type.cast(body);
  }
}
