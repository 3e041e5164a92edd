package dev.sluice.fcsbe.camel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fcsbe.FoOperation;
import dev.sluice.fcsbe.FoRequest;
import dev.sluice.model.StationView;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** One page of a list of stations, in the order of their ids; the last id is the cursor. */
final class StationPage {
  private StationPage() {}

  static void write(Exchange exchange, String name, Function<StationView, ObjectNode> entry) {
    FoRequest request = FoHeaders.request(exchange);
    int limit = (int) request.number("limit", 1, FoOperation.MAX_PAGE, FoOperation.MAX_PAGE);
    String cursor = request.query().getOrDefault("cursor", "");
    List<?> all = FcsbeWriters.body(exchange, List.class);
    List<StationView> rest =
        all.stream()
            .map(StationView.class::cast)
            .filter(station -> station.stationId().compareTo(cursor) > 0)
            .sorted(Comparator.comparing(StationView::stationId))
            .toList();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode page = json.putArray(name);
    rest.stream().limit(limit).map(entry).forEach(page::add);
    if (rest.size() > limit) {
      json.put("next", rest.get(limit - 1).stationId());
    }
    FcsbeAnswer.write(exchange, 200, json);
  }
}
