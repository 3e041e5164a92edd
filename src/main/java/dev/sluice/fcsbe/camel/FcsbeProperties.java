package dev.sluice.fcsbe.camel;

/** Properties of exchanges that came in at the FO port. */
public final class FcsbeProperties {
  /** Which operation was asked for, for example {@code put-fsr}; {@code String}. */
  public static final String OPERATION = "CamelFcsbeOperation";

  /** The request line, taken apart; {@code FoRequest}. */
  public static final String REQUEST = "CamelFcsbeRequest";

  /** The media type to answer in; {@code String}. */
  public static final String ANSWER_TYPE = "CamelFcsbeAnswerType";

  /** The methods that the address takes, when the one used is not among them; {@code String}. */
  public static final String ALLOW = "CamelFcsbeAllow";

  /** Number of the EVSE that is asked about; {@code Integer}, absent for the station. */
  public static final String EVSE_ID = "CamelFcsbeEvseId";

  /** The entity tag that the FO holds already; {@code String}, absent when it sent none. */
  public static final String HELD_TAG = "CamelFcsbeHeldTag";

  private FcsbeProperties() {}
}
