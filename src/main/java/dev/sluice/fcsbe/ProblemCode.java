package dev.sluice.fcsbe;

import java.util.Optional;

/** The problem codes of the FO port with their HTTP status (fo-interface 4.4). */
public enum ProblemCode {
  MALFORMED("malformed", 400, "The request cannot be read"),
  SCHEMA_VIOLATION("schema-violation", 422, "The document is not as agreed"),
  SEMANTIC_VIOLATION("semantic-violation", 422, "The document contradicts itself or the limits"),
  UNAUTHENTICATED("unauthenticated", 401, "It is not known who asks"),
  FORBIDDEN("forbidden", 403, "Not allowed"),
  CONTRACT_NOT_VALID("contract-not-valid", 403, "No valid contract covers this"),
  SCOPE_NOT_COVERED("scope-not-covered", 403, "The contract does not cover the resource"),
  NOT_MANDATORY_ALLOWED("not-mandatory-allowed", 403, "No right to mandatory requests"),
  UNKNOWN_RESOURCE("unknown-resource", 404, "There is no such resource"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "The resource does not take this method"),
  NOT_ACCEPTABLE("not-acceptable", 406, "No offered media type is accepted"),
  STATE_CONFLICT("state-conflict", 409, "Not possible in the present state"),
  ID_REUSED("id-reused", 409, "The id exists with other content"),
  OVER_COMMITMENT("over-commitment", 409, "The capacity is promised already"),
  SEQUENCE_GAP("sequence-gap", 409, "The sequence number does not follow"),
  STALE("stale", 409, "Something newer is in force"),
  PRECONDITION_FAILED("precondition-failed", 412, "The resource has changed"),
  TOO_LARGE("too-large", 413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The media type is not served"),
  EXPIRED("expired", 422, "The validity is over"),
  TOO_LATE("too-late", 422, "Below the notice time"),
  NOT_CAPABLE("not-capable", 422, "No target can do this"),
  PRECONDITION_REQUIRED("precondition-required", 428, "A change needs If-Match"),
  RATE_LIMITED("rate-limited", 429, "Too many requests"),
  INTERNAL("internal", 500, "The gateway failed"),
  TEMPORARILY_UNAVAILABLE("temporarily-unavailable", 503, "Retry later");

  private final String code;
  private final int status;
  private final String title;

  ProblemCode(String code, int status, String title) {
    this.code = code;
    this.status = status;
    this.title = title;
  }

  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The same for each occurrence of the problem, for a person. */
  public String title() {
    return title;
  }

  /** After how many seconds the same request may succeed; 0 when waiting does not help. */
  public int retryAfterS() {
    return this == TEMPORARILY_UNAVAILABLE || this == RATE_LIMITED ? 5 : 0;
  }

  /** The code by its name on the wire, as a {@code Refusal} carries it. */
  public static Optional<ProblemCode> of(String code) {
    for (ProblemCode known : values()) {
      if (known.code.equals(code)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }
}
