package dev.sluice.ocpp.camel;

import org.apache.camel.spi.Metadata;

/** The headers and properties of exchanges with {@code ocpp:} endpoints. */
public final class OcppHeaders {
  /** The station's identity; {@code String}. */
  @Metadata(label = "common", description = "The station's identity", javaType = "String")
  public static final String STATION_ID = "CamelOcppStationId";

  /** The subprotocol's token, for example {@code ocpp1.6}; {@code String}. */
  @Metadata(
      label = "consumer",
      description = "The subprotocol's token, for example ocpp1.6",
      javaType = "String")
  public static final String SUBPROTOCOL = "CamelOcppSubprotocol";

  /** The folder of the version's mapping tables, for example {@code ocpp-1.6}; {@code String}. */
  @Metadata(
      label = "consumer",
      description = "The folder of the version's mapping tables, for example ocpp-1.6",
      javaType = "String")
  public static final String FOLDER = "CamelOcppFolder";

  /** The action of the call; {@code String}. */
  @Metadata(label = "consumer", description = "The action of the call", javaType = "String")
  public static final String ACTION = "CamelOcppAction";

  /** The message id of the relayed call; {@code String}. */
  @Metadata(
      label = "consumer",
      description = "The message id of the relayed call",
      javaType = "String")
  public static final String MESSAGE_ID = "CamelOcppMessageId";

  /** {@code UP} for a call of the station, {@code DOWN} for one of the CSMS; {@code String}. */
  @Metadata(
      label = "consumer",
      description = "UP for a call of the station, DOWN for one of the CSMS",
      javaType = "String")
  public static final String DIRECTION = "CamelOcppDirection";

  /** When the gateway took the copy; {@code java.time.Instant}. */
  @Metadata(
      label = "consumer",
      description = "When the gateway took the copy",
      javaType = "java.time.Instant")
  public static final String RECEIVED_AT = "CamelOcppReceivedAt";

  /** The name of a link event; {@code String}. */
  @Metadata(
      label = "consumer",
      description = "CONNECTED, ACCEPTED, DISCONNECTED or OWN_PROFILE_GONE",
      javaType = "String")
  public static final String LINK_EVENT = "CamelOcppLinkEvent";

  /** Exchange property: the payload of the call, where the body is that of its answer. */
  public static final String REQUEST = "CamelOcppRequest";

  /** Exchange property: the name of the reason for which a call has no result. */
  public static final String CALL_FAILURE = "CamelOcppCallFailure";

  /** Exchange property: {@code true} when the station has answered the call with a result. */
  public static final String CALL_ANSWERED = "CamelOcppCallAnswered";

  private OcppHeaders() {}
}
