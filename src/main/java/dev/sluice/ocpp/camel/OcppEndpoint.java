package dev.sluice.ocpp.camel;

import dev.sluice.ocpp.link.Direction;
import dev.sluice.ocpp.wire.Subprotocol;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Observe charging stations and call them over OCPP 1.6, 2.0.1 and 2.1. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "ocpp",
    title = "OCPP",
    syntax = "ocpp:point",
    category = {Category.IOT},
    headersClass = OcppHeaders.class)
public class OcppEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {
  static final String STATIONS = "stations";
  static final String LINKS = "links";
  static final String CALL = "call";

  /**
   * What the endpoint is for: stations consumes copies of relayed frames, links consumes the events
   * of station links, call sends a call to a station.
   */
  @UriPath(enums = "stations,links,call")
  @Metadata(required = true)
  private String point = "";

  /** Only stations with this subprotocol: ocpp1.6, ocpp2.0.1 or ocpp2.1. All when not given. */
  @UriParam(label = "consumer", enums = "ocpp1.6,ocpp2.0.1,ocpp2.1")
  private @Nullable String protocol;

  /**
   * For stations: the actions whose calls are wanted, separated by commas, for example
   * MeterValues,StatusNotification. An action that no route asks for costs nothing.
   */
  @UriParam(label = "consumer")
  private String actions = "";

  /** For stations: up for calls of the station, down for calls of the CSMS. */
  @UriParam(label = "consumer", enums = "up,down", defaultValue = "up")
  private String direction = "up";

  /**
   * For stations: call for a copy of each call as it passes; answer for a copy of each CALLRESULT,
   * with the call's payload in the exchange property CamelOcppRequest.
   */
  @UriParam(label = "consumer", enums = "call,answer", defaultValue = "call")
  private String part = "call";

  /**
   * For stations: how many copies may wait for the route in each of 64 stripes of stations; what
   * does not fit is dropped and counted as a gap. Relayed frames are never held up.
   */
  @UriParam(label = "consumer,advanced", defaultValue = "256")
  private int queueSize = 256;

  /** For links: the events that are wanted, separated by commas. */
  @UriParam(label = "consumer", defaultValue = "CONNECTED,ACCEPTED,DISCONNECTED,OWN_PROFILE_GONE")
  private String events = "CONNECTED,ACCEPTED,DISCONNECTED,OWN_PROFILE_GONE";

  /** For links: for how many stations an event may be under way in the route at the same time. */
  @UriParam(label = "consumer,advanced", defaultValue = "64")
  private int concurrent = 64;

  /** For call: the OCPP action, for example SetChargingProfile. */
  @UriParam(label = "producer")
  private String action = "";

  /** For call: how long the station's answer may take once the call was sent, at most 15 s. */
  @UriParam(label = "producer", javaType = "java.time.Duration", defaultValue = "10000")
  private long timeout = 10_000;

  /** For call: how long the call may wait behind others before it is dropped as stale. */
  @UriParam(label = "producer", javaType = "java.time.Duration", defaultValue = "15000")
  private long expiry = 15_000;

  /**
   * For call: last value wins. A call to the same station with the same key that still waits is
   * dropped in favour of this one, and ends as SUPERSEDED. Without a key every call is sent.
   */
  @UriParam(label = "producer")
  private @Nullable String key;

  OcppEndpoint(String uri, OcppComponent component) {
    super(uri, component);
  }

  /** Fails when the options do not fit together, with what to write instead. */
  void check() {
    switch (point) {
      case STATIONS -> {
        if (actionSet().isEmpty()) {
          throw wrong("has no actions", "ocpp:stations?actions=MeterValues,StatusNotification");
        }
        oneOf("direction", direction, "up", "down");
        oneOf("part", part, "call", "answer");
      }
      case LINKS -> eventSet();
      case CALL -> {
        if (action.isEmpty()) {
          throw wrong("has no action", "ocpp:call?action=SetChargingProfile");
        }
        if (timeout <= 0 || expiry <= 0) {
          throw wrong("has a timeout or an expiry that is not above 0", "timeout=10000");
        }
      }
      default -> throw wrong("does not exist", "ocpp:stations, ocpp:links or ocpp:call");
    }
    if (queueSize < 1 || concurrent < 1) {
      throw wrong("has a queueSize or concurrent below 1", "queueSize=256");
    }
    subprotocol();
  }

  private void oneOf(String option, String value, String one, String other) {
    if (!value.equals(one) && !value.equals(other)) {
      throw wrong(
          "has " + option + "=" + value, option + "=" + one + " or " + option + "=" + other);
    }
  }

  private IllegalArgumentException wrong(String what, String instead) {
    return new IllegalArgumentException("ocpp:" + point + " " + what + "; write " + instead);
  }

  @Override
  public Producer createProducer() {
    if (!point.equals(CALL)) {
      throw wrong("can only be a from", "to: ocpp:call?action=…");
    }
    return new CallProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    Consumer consumer =
        switch (point) {
          case STATIONS -> new StationsConsumer(this, processor);
          case LINKS -> new LinksConsumer(this, processor);
          default -> throw wrong("can only be a to", "from: ocpp:stations?actions=…");
        };
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public boolean isMultipleConsumersSupported() {
    return true;
  }

  OcppComponent component() {
    return (OcppComponent) getComponent();
  }

  Set<String> actionSet() {
    return new LinkedHashSet<>(list(actions));
  }

  Set<LinkEvent> eventSet() {
    Set<LinkEvent> wanted = EnumSet.noneOf(LinkEvent.class);
    for (String name : list(events)) {
      wanted.add(
          Arrays.stream(LinkEvent.values())
              .filter(event -> event.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      wrong(
                          "has the event " + name,
                          "CONNECTED, ACCEPTED, DISCONNECTED or OWN_PROFILE_GONE")));
    }
    if (wanted.isEmpty()) {
      throw wrong("has no events", "events=CONNECTED,ACCEPTED,DISCONNECTED,OWN_PROFILE_GONE");
    }
    return wanted;
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /** The only subprotocol that is wanted; empty for all. */
  Optional<Subprotocol> subprotocol() {
    if (protocol == null) {
      return Optional.empty();
    }
    Optional<Subprotocol> known = Subprotocol.of(protocol);
    if (known.isEmpty()) {
      throw wrong("has protocol=" + protocol, "ocpp1.6, ocpp2.0.1 or ocpp2.1");
    }
    return known;
  }

  Direction wantedDirection() {
    return Direction.valueOf(direction.toUpperCase(Locale.ROOT));
  }

  boolean wantsAnswers() {
    return part.equals("answer");
  }

  public String getPoint() {
    return point;
  }

  public void setPoint(String point) {
    this.point = point;
  }

  public @Nullable String getProtocol() {
    return protocol;
  }

  public void setProtocol(@Nullable String protocol) {
    this.protocol = protocol;
  }

  public String getActions() {
    return actions;
  }

  public void setActions(String actions) {
    this.actions = actions;
  }

  public String getDirection() {
    return direction;
  }

  public void setDirection(String direction) {
    this.direction = direction;
  }

  public String getPart() {
    return part;
  }

  public void setPart(String part) {
    this.part = part;
  }

  public int getQueueSize() {
    return queueSize;
  }

  public void setQueueSize(int queueSize) {
    this.queueSize = queueSize;
  }

  public String getEvents() {
    return events;
  }

  public void setEvents(String events) {
    this.events = events;
  }

  public int getConcurrent() {
    return concurrent;
  }

  public void setConcurrent(int concurrent) {
    this.concurrent = concurrent;
  }

  public String getAction() {
    return action;
  }

  public void setAction(String action) {
    this.action = action;
  }

  public long getTimeout() {
    return timeout;
  }

  public void setTimeout(long timeout) {
    this.timeout = timeout;
  }

  public long getExpiry() {
    return expiry;
  }

  public void setExpiry(long expiry) {
    this.expiry = expiry;
  }

  public @Nullable String getKey() {
    return key;
  }

  public void setKey(@Nullable String key) {
    this.key = key;
  }
}
