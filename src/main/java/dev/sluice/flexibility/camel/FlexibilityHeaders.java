package dev.sluice.flexibility.camel;

/** The headers and properties of exchanges with {@code flexibility:} endpoints. */
public final class FlexibilityHeaders {
  /** The FO, from its certificate and nothing else; {@code String}. */
  public static final String FO_ID = "CamelFlexibilityFoId";

  /** The FSR's id; {@code String}. */
  public static final String FSR_ID = "CamelFlexibilityFsrId";

  /** The group's id; {@code String}. */
  public static final String GROUP_ID = "CamelFlexibilityGroupId";

  /** A station that an FO asks about; {@code String}. */
  public static final String STATION_ID = "CamelFlexibilityStationId";

  /** What a command wants done: {@code APPLY}, {@code RENEW} or {@code RELEASE}. */
  public static final String KIND = "CamelFlexibilityKind";

  /** The use case of IEC 63382-1 that a command belongs to, for example {@code 2.1}. */
  public static final String USE_CASE = "CamelFlexibilityUseCase";

  /** Hash of a request's content, to tell a repeat from a reuse of the id; {@code String}. */
  public static final String CONTENT_HASH = "CamelFlexibilityContentHash";

  /** The ETag that a change is based on; {@code String}, absent when none was given. */
  public static final String IF_MATCH = "CamelFlexibilityIfMatch";

  /** Notifications with a greater offset are wanted; {@code Long}. */
  public static final String AFTER = "CamelFlexibilityAfter";

  /** How many notifications are wanted at most; {@code Integer}. */
  public static final String LIMIT = "CamelFlexibilityLimit";

  /** How long to wait for a notification when there is none, in ms; {@code Long}. */
  public static final String WAIT_MS = "CamelFlexibilityWaitMs";

  /**
   * The station that a command or an observation is about; {@code String}, set by {@code ocpp:}.
   */
  public static final String OCPP_STATION_ID = "CamelOcppStationId";

  /** The subprotocol's token of that station; {@code String}. */
  public static final String OCPP_SUBPROTOCOL = "CamelOcppSubprotocol";

  /** The folder of the mapping tables for that station; {@code String}. */
  public static final String OCPP_FOLDER = "CamelOcppFolder";

  /** Exchange property: the name of the reason for which a call to a station has no result. */
  public static final String CALL_FAILURE = "CamelOcppCallFailure";

  private FlexibilityHeaders() {}
}
