package dev.sluice.fcsbe;

import java.util.List;
import java.util.Set;

/** The operations of the FO port: method, path under {@code /fo/v1}, query parameters. */
public enum FoOperation {
  VERSIONS("versions", "GET", "versions"),
  PUT_FSR("put-fsr", "PUT", "fsrs/{fsr}"),
  GET_FSR("get-fsr", "GET", "fsrs/{fsr}"),
  GET_RESPONSE("get-response", "GET", "fsrs/{fsr}/response"),
  GET_PARTICIPATIONS("get-participations", "GET", "fsrs/{fsr}/participations"),
  PUT_SETPOINT("put-setpoint", "PUT", "fsrs/{fsr}/setpoint"),
  GET_SETPOINT("get-setpoint", "GET", "fsrs/{fsr}/setpoint"),
  CANCEL("cancel", "POST", "fsrs/{fsr}/actions/cancel"),
  GET_NOTIFICATIONS("get-notifications", "GET", "notifications", "after", "limit", "wait"),
  GET_STATIONS("get-stations", "GET", "stations", "cursor", "limit"),
  GET_STATION("get-station", "GET", "stations/{station}"),
  GET_EVSE("get-evse", "GET", "evses/{evse}"),
  GET_CAPABILITIES("get-capabilities", "GET", "capabilities", "cursor", "limit"),
  GET_CAPABILITY("get-capability", "GET", "capabilities/{resource}"),
  PUT_GROUP("put-group", "PUT", "groups/{group}"),
  GET_GROUP("get-group", "GET", "groups/{group}");

  /** Most entries in one page. */
  public static final int MAX_PAGE = 1_000;

  /** Longest wait of a long poll in s. */
  public static final int MAX_WAIT_S = 30;

  private final String id;
  private final String method;
  private final List<String> template;
  private final Set<String> query;

  FoOperation(String id, String method, String template, String... query) {
    this.id = id;
    this.method = method;
    this.template = List.of(template.split("/", -1));
    this.query = Set.of(query);
  }

  /** The name in routes. */
  public String id() {
    return id;
  }

  public String method() {
    return method;
  }

  /** The query parameters that it knows. */
  public Set<String> query() {
    return query;
  }

  /** Whether a body is read. */
  public boolean hasBody() {
    return this == PUT_FSR || this == PUT_SETPOINT || this == PUT_GROUP;
  }

  List<String> template() {
    return template;
  }
}
