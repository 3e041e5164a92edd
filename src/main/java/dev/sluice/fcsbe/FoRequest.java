package dev.sluice.fcsbe;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request line asks for. The path is taken apart strictly and decoded once: an encoded slash
 * or a dot segment addresses nothing.
 *
 * @param operation the operation
 * @param id the variable part of the path, empty when it has none
 * @param query query parameters by name
 */
public record FoRequest(FoOperation operation, String id, Map<String, String> query) {
  private static final String BASE = "/fo/v1/";
  private static final int MAX_TARGET = 2_048;

  public FoRequest {
    query = Map.copyOf(query);
  }

  /**
   * @param path as on the request line, percent-encoded, without the query
   * @param query as on the request line; null when there is none
   * @throws ProblemException {@code unknown-resource}, {@code method-not-allowed} or {@code
   *     malformed}
   */
  public static FoRequest of(String method, String path, @Nullable String query) {
    if (path.length() > MAX_TARGET || (query != null && query.length() > MAX_TARGET)) {
      throw new ProblemException(
          ProblemCode.MALFORMED, "The address has more than " + MAX_TARGET + " characters.");
    }
    List<String> methods = methods(path);
    if (methods.isEmpty()) {
      throw new ProblemException(
          ProblemCode.UNKNOWN_RESOURCE, "Nothing has this address; see /fo/v1/versions.");
    }
    for (FoOperation operation : FoOperation.values()) {
      String id = match(operation, path);
      if (id != null && operation.method().equals(method)) {
        return new FoRequest(operation, id(operation, id), parameters(operation, query));
      }
    }
    throw new ProblemException(
        ProblemCode.METHOD_NOT_ALLOWED,
        "This address takes " + String.join(" and ", methods) + " only.");
  }

  /** The methods that an address takes; empty when nothing has the address. */
  public static List<String> methods(String path) {
    return Arrays.stream(FoOperation.values())
        .filter(operation -> match(operation, path) != null)
        .map(FoOperation::method)
        .toList();
  }

  /** The variable part; empty when the template has none; null when it does not match. */
  private static @Nullable String match(FoOperation operation, String path) {
    List<String> template = operation.template();
    if (!path.startsWith(BASE)) {
      return null;
    }
    List<String> segments = List.of(path.substring(BASE.length()).split("/", -1));
    if (template.size() != segments.size()) {
      return null;
    }
    String variable = "";
    for (int i = 0; i < template.size(); i++) {
      if (template.get(i).startsWith("{")) {
        variable = segments.get(i);
        if (variable.isEmpty()) {
          return null;
        }
      } else if (!template.get(i).equals(segments.get(i))) {
        return null;
      }
    }
    return variable;
  }

  private static String id(FoOperation operation, String raw) {
    if (raw.isEmpty()) {
      return "";
    }
    String id = decode(raw, false);
    boolean chosen =
        operation.template().contains("{fsr}") || operation.template().contains("{group}");
    boolean allowed = chosen ? Names.CHOSEN.test(id) : Names.STATION.test(id);
    if (!allowed || id.equals(".") || id.equals("..")) {
      throw new ProblemException(
          ProblemCode.MALFORMED,
          "The id in the address must be " + (chosen ? Names.ID_RULE : Names.STATION_RULE) + ".");
    }
    return id;
  }

  private static Map<String, String> parameters(FoOperation operation, @Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
      if (!operation.query().contains(name)) {
        throw new ProblemException(
            ProblemCode.MALFORMED,
            "The query parameter " + name + " is not known here; known are " + known(operation));
      }
      if (parameters.put(name, value) != null) {
        throw new ProblemException(
            ProblemCode.MALFORMED, "The query parameter " + name + " is there twice.");
      }
    }
    return parameters;
  }

  private static String known(FoOperation operation) {
    return operation.query().isEmpty()
        ? "none."
        : String.join(", ", operation.query().stream().sorted().toList()) + ".";
  }

  /**
   * A number from the query.
   *
   * @throws ProblemException {@code malformed} when it is none or outside the range
   */
  public long number(String name, long min, long max, long otherwise) {
    String text = query.get(name);
    if (text == null) {
      return otherwise;
    }
    if (text.matches("\\d{1,18}")) {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw new ProblemException(
        ProblemCode.MALFORMED,
        "The query parameter " + name + " must be an integer from " + min + " to " + max + ".");
  }

  private static String decode(String raw, boolean form) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
        int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw new ProblemException(
              ProblemCode.MALFORMED, "The address has a % that is not followed by two digits.");
        }
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else if (c > ' ' && c < 0x7f) {
        bytes.put((byte) (form && c == '+' ? ' ' : c));
      } else {
        throw new ProblemException(
            ProblemCode.MALFORMED, "The address has a character that must be percent-encoded.");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(ProblemCode.MALFORMED, "The address is not UTF-8 when decoded.");
    }
  }
}
