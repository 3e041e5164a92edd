package dev.sluice.fcsbe.camel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.flexibility.FlexibilityCore;
import dev.sluice.flexibility.Fsr;
import dev.sluice.flexibility.FsrStore;
import dev.sluice.flexibility.Group;
import dev.sluice.flexibility.Notification;
import dev.sluice.flexibility.Refusal;
import dev.sluice.flexibility.Resources;
import dev.sluice.flexibility.camel.FlexibilityHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/** The producers of {@code flexibility:} on a real core, as the FO port's routes call them. */
final class CoreEndpoints extends DefaultComponent {
  private final FlexibilityCore core;
  private final Resources resources;
  private final FsrStore store;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  CoreEndpoints(FlexibilityCore core, Resources resources, FsrStore store) {
    this.core = core;
    this.resources = resources;
    this.store = store;
  }

  @Override
  protected void doStop() {
    timer.shutdownNow();
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    return new DefaultEndpoint(uri, this) {
      @Override
      public Producer createProducer() {
        return new DefaultAsyncProducer(this) {
          @Override
          public boolean process(Exchange exchange, AsyncCallback callback) {
            return CoreEndpoints.this.process(name, exchange, callback);
          }
        };
      }

      @Override
      public Consumer createConsumer(Processor processor) {
        throw new IllegalStateException("only producers are needed here");
      }
    };
  }

  private boolean process(String name, Exchange exchange, AsyncCallback callback) {
    Message message = exchange.getMessage();
    try {
      if (name.equals("notifications")) {
        long wait = message.getHeader(FlexibilityHeaders.WAIT_MS, 0L, Long.class);
        return poll(exchange, System.nanoTime() + wait * 1_000_000, callback, true);
      }
      message.setBody(answer(name, message));
    } catch (RuntimeException e) {
      exchange.setException(e);
    }
    callback.done(true);
    return true;
  }

  private boolean poll(Exchange exchange, long until, AsyncCallback callback, boolean sync) {
    Message message = exchange.getMessage();
    List<Notification> page =
        store.notifications(
            message.getHeader(FlexibilityHeaders.FO_ID, String.class),
            message.getHeader(FlexibilityHeaders.AFTER, Long.class),
            message.getHeader(FlexibilityHeaders.LIMIT, Integer.class));
    if (page.isEmpty() && System.nanoTime() < until) {
      timer.schedule(() -> poll(exchange, until, callback, false), 20, TimeUnit.MILLISECONDS);
      return false;
    }
    message.setBody(page);
    callback.done(sync);
    return sync;
  }

  private Object answer(String name, Message message) {
    String foId = message.getHeader(FlexibilityHeaders.FO_ID, String.class);
    String fsrId = message.getHeader(FlexibilityHeaders.FSR_ID, String.class);
    String station = message.getHeader(FlexibilityHeaders.STATION_ID, String.class);
    String groupId = message.getHeader(FlexibilityHeaders.GROUP_ID, String.class);
    return switch (name) {
      case "request" ->
          core.request(
              message.getBody(Fsr.class),
              message.getHeader(FlexibilityHeaders.CONTENT_HASH, String.class));
      case "setpoint" -> {
        JsonNode body = message.getBody(JsonNode.class);
        yield core.setpoint(foId, fsrId, body.get("seq").longValue(), body.get("p").longValue());
      }
      case "cancel" -> core.cancel(foId, fsrId);
      case "fsr" -> found(core.find(foId, fsrId), "FSR " + fsrId);
      case "stations" -> resources.stations();
      case "station" -> found(resources.station(station), "station " + station);
      case "group" -> found(core.group(foId, groupId), "group " + groupId);
      case "put-group" -> putGroup(foId, groupId, message);
      default -> throw new IllegalStateException("flexibility:" + name);
    };
  }

  private synchronized Group putGroup(String foId, String groupId, Message message) {
    Optional<Group> old = core.group(foId, groupId);
    String held = message.getHeader(FlexibilityHeaders.IF_MATCH, String.class);
    if (old.isPresent() && held == null) {
      throw new Refusal("precondition-required", "send If-Match");
    }
    String current = old.map(group -> "\"" + group.version() + "\"").orElse("");
    if (held != null && !held.equals(current)) {
      throw new Refusal("precondition-failed", "the group is at " + current);
    }
    List<String> stations = new ArrayList<>();
    message.getBody(JsonNode.class).get("stations").forEach(id -> stations.add(id.textValue()));
    return core.putGroup(foId, groupId, stations);
  }

  private static <T> T found(Optional<T> value, String what) {
    return value.orElseThrow(() -> new Refusal("unknown-resource", "there is no " + what));
  }
}
