package dev.sluice.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of counterparts.csv: where a protocol says an element of the list.
 *
 * @param element id of the list's element
 * @param protocol name of the protocol's folder
 * @param kind what the name and the value mean
 * @param name for a field {@code Message.path}, or {@code *.path} for the end or the middle of a
 *     path in any message
 * @param value value of the field, measurand, configuration key, or {@code
 *     Component.Variable[instance](attribute)}
 * @param reason why there is no field, for the kind none
 */
record Counterpart(
    String element, String protocol, Kind kind, String name, String value, String reason) {
  private static final Pattern CELL = Pattern.compile("\"([^\"]*)\"(?:,|$)|([^,]*)(?:,|$)");

  enum Kind {
    FIELD,
    VALUE,
    MESSAGE,
    MEASURAND,
    VARIABLE,
    CONFIGURATION,
    NONE
  }

  /** All lines; from the class path, so that they are there whatever folder is looked at. */
  static List<Counterpart> all() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            Counterpart.class.getResourceAsStream("/mapping/counterparts.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(Counterpart::of)
          .toList();
    }
  }

  private static Counterpart of(String line) {
    List<String> cells = new ArrayList<>();
    Matcher matcher = CELL.matcher(line);
    while (cells.size() < 6 && matcher.find()) {
      cells.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return new Counterpart(
        cells.get(0),
        cells.get(1),
        Kind.valueOf(cells.get(2).toUpperCase(java.util.Locale.ROOT)),
        cells.get(3),
        cells.get(4),
        cells.get(5));
  }

  /** The reference as people write it. */
  String reference() {
    return switch (kind) {
      case FIELD, MESSAGE, NONE -> name;
      case VALUE -> name + "=" + value;
      case MEASURAND -> "MV:" + value;
      case VARIABLE -> "DM:" + value;
      case CONFIGURATION -> "CFG:" + value;
    };
  }

  @Override
  public String toString() {
    return element + " " + protocol + " " + reference();
  }
}
