package dev.sluice.flexibility.camel;

import org.apache.camel.spi.Metadata;

/** The headers and properties of exchanges with {@code flexibility:} endpoints. */
public final class FlexibilityHeaders {
  /** The FO, from its certificate and nothing else; {@code String}. */
  @Metadata(
      label = "common",
      description = "The FO, from its certificate and nothing else",
      javaType = "String")
  public static final String FO_ID = "CamelFlexibilityFoId";

  /** The FSR's id; {@code String}. */
  @Metadata(label = "common", description = "The FSR's id", javaType = "String")
  public static final String FSR_ID = "CamelFlexibilityFsrId";

  /** The group's id; {@code String}. */
  @Metadata(label = "producer", description = "The group's id", javaType = "String")
  public static final String GROUP_ID = "CamelFlexibilityGroupId";

  /** A station that an FO asks about; {@code String}. */
  @Metadata(
      label = "producer",
      description = "A station that an FO asks about",
      javaType = "String")
  public static final String STATION_ID = "CamelFlexibilityStationId";

  /** What a command wants done: {@code APPLY}, {@code RENEW} or {@code RELEASE}. */
  @Metadata(
      label = "consumer",
      description = "What a command wants done: APPLY, RENEW or RELEASE",
      javaType = "String")
  public static final String KIND = "CamelFlexibilityKind";

  /** The use case of IEC 63382-1 that a command belongs to, for example {@code 2.1}. */
  @Metadata(
      label = "consumer",
      description = "The use case of IEC 63382-1 that a command belongs to, for example 2.1",
      javaType = "String")
  public static final String USE_CASE = "CamelFlexibilityUseCase";

  /** Hash of a request's content, to tell a repeat from a reuse of the id; {@code String}. */
  @Metadata(
      label = "producer",
      description = "Hash of a request's content, to tell a repeat from a reuse of the id",
      javaType = "String")
  public static final String CONTENT_HASH = "CamelFlexibilityContentHash";

  /** What became of a request: {@code CREATED}, {@code REPEATED} or {@code REVISED}. */
  @Metadata(
      label = "producer",
      description = "What became of a request: CREATED, REPEATED or REVISED",
      javaType = "String")
  public static final String RECEIPT = "CamelFlexibilityReceipt";

  /** The ETag that a change is based on; {@code String}, absent when none was given. */
  @Metadata(
      label = "producer",
      description = "The ETag that a change is based on",
      javaType = "String")
  public static final String IF_MATCH = "CamelFlexibilityIfMatch";

  /** Notifications with a greater offset are wanted; {@code Long}. */
  @Metadata(
      label = "producer",
      description = "Notifications with a greater offset are wanted",
      javaType = "Long")
  public static final String AFTER = "CamelFlexibilityAfter";

  /** How many notifications are wanted at most; {@code Integer}. */
  @Metadata(
      label = "producer",
      description = "How many notifications are wanted at most",
      javaType = "Integer")
  public static final String LIMIT = "CamelFlexibilityLimit";

  /** How long to wait for a notification when there is none, in ms; {@code Long}. */
  @Metadata(
      label = "producer",
      description = "How long to wait for a notification when there is none, in ms",
      javaType = "Long")
  public static final String WAIT_MS = "CamelFlexibilityWaitMs";

  /**
   * The station that a command or an observation is about; {@code String}, set by {@code ocpp:}.
   */
  @Metadata(
      label = "common",
      description = "The station that a command or an observation is about",
      javaType = "String")
  public static final String OCPP_STATION_ID = "CamelOcppStationId";

  /** The subprotocol's token of that station; {@code String}. */
  @Metadata(
      label = "consumer",
      description = "The subprotocol's token of that station",
      javaType = "String")
  public static final String OCPP_SUBPROTOCOL = "CamelOcppSubprotocol";

  /** The folder of the mapping tables for that station; {@code String}. */
  @Metadata(
      label = "consumer",
      description = "The folder of the mapping tables for that station",
      javaType = "String")
  public static final String OCPP_FOLDER = "CamelOcppFolder";

  /** Exchange property: the name of the reason for which a call to a station has no result. */
  public static final String CALL_FAILURE = "CamelOcppCallFailure";

  /** Exchange property: {@code true} when the station has answered the call with a result. */
  public static final String CALL_ANSWERED = "CamelOcppCallAnswered";

  private FlexibilityHeaders() {}
}
