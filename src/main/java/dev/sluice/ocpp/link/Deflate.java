package dev.sluice.ocpp.link;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one leg has agreed on for permessage-deflate (RFC 7692). It is agreed on for each leg by
 * itself and never passed through (ocpp.md 4.5), and without context takeover in either direction:
 * a station then costs no memory for it between two messages.
 *
 * @param windowBits what the gateway's own compression may look back, as the power of two of bytes;
 *     8 to 15
 */
record Deflate(int windowBits) {
  private static final String NAME = "permessage-deflate";
  private static final String SERVER_BITS = "server_max_window_bits";
  private static final String CLIENT_BITS = "client_max_window_bits";
  private static final String SERVER_FRESH = "server_no_context_takeover";
  private static final String CLIENT_FRESH = "client_no_context_takeover";
  private static final int MOST_BITS = 15;
  private static final int MOST_OFFERS = 32;

  /** What is offered to a CSMS; it may narrow the gateway's window. */
  static final String OFFER = String.join("; ", NAME, SERVER_FRESH, CLIENT_FRESH, CLIENT_BITS);

  /** The first of a station's offers that can be kept; empty when there is none. */
  static Optional<Deflate> offered(HttpHeaders request) {
    for (String each : extensions(request)) {
      Map<String, String> terms = terms(each);
      if (terms != null && isOffer(terms)) {
        return Optional.of(new Deflate(bits(terms.get(SERVER_BITS), MOST_BITS)));
      }
    }
    return Optional.empty();
  }

  private static boolean isOffer(Map<String, String> terms) {
    return bits(terms.get(SERVER_BITS), MOST_BITS) > 0
        && ("".equals(terms.get(CLIENT_BITS)) || bits(terms.get(CLIENT_BITS), MOST_BITS) > 0);
  }

  /** The answer to an offer. */
  String response() {
    String agreed = String.join("; ", NAME, SERVER_FRESH, CLIENT_FRESH);
    return windowBits == MOST_BITS ? agreed : agreed + "; " + SERVER_BITS + "=" + windowBits;
  }

  /**
   * What a CSMS made of the offer; empty when it does without.
   *
   * @throws IllegalArgumentException when it answers what was not offered, or keeps its context
   */
  static Optional<Deflate> accepted(HttpHeaders response, boolean wasOffered) {
    List<String> answers = extensions(response);
    if (answers.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> terms = answers.size() == 1 && wasOffered ? terms(answers.get(0)) : null;
    if (terms == null
        || !terms.containsKey(SERVER_FRESH)
        || bits(terms.get(SERVER_BITS), MOST_BITS) < 0
        || bits(terms.get(CLIENT_BITS), MOST_BITS) < 0) {
      throw new IllegalArgumentException(
          "the CSMS agreed to WebSocket extensions that were not offered: " + answers);
    }
    return Optional.of(new Deflate(bits(terms.get(CLIENT_BITS), MOST_BITS)));
  }

  private static List<String> extensions(HttpHeaders headers) {
    List<String> found = new ArrayList<>();
    for (String header : headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)) {
      for (String each : header.split(",", MOST_OFFERS)) {
        if (!each.isBlank()) {
          found.add(each.trim());
        }
      }
    }
    return found;
  }

  /** An offer's parameters; null when it is another extension's or has what RFC 7692 lacks. */
  private static @Nullable Map<String, String> terms(String extension) {
    String[] parts = extension.split(";", MOST_OFFERS);
    if (!parts[0].trim().equalsIgnoreCase(NAME)) {
      return null;
    }
    Map<String, String> terms = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      String name = (equals < 0 ? parts[i] : parts[i].substring(0, equals)).trim();
      String value = equals < 0 ? "" : unquoted(parts[i].substring(equals + 1).trim());
      boolean known =
          switch (name) {
            case SERVER_FRESH, CLIENT_FRESH -> equals < 0;
            case SERVER_BITS, CLIENT_BITS -> equals < 0 || !value.isEmpty();
            default -> false;
          };
      if (!known || terms.put(name, value) != null) {
        return null;
      }
    }
    return terms;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** A number of bits; -1 when it is none, and what counts otherwise when nothing is said. */
  private static int bits(@Nullable String value, int otherwise) {
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[89]|1[0-5]")) {
      return -1;
    }
    return Integer.parseInt(value);
  }
}
