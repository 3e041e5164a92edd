package dev.sluice.mapping;

import dev.sluice.mapping.ElementPath.Match;
import dev.sluice.mapping.ElementPath.Segment;
import dev.sluice.mapping.ElementPath.Subscript;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an {@link ElementPath} from the text of a cell. */
final class PathParser {
  private static final Pattern SEGMENT =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_-]*)(?:\\[([^\\[\\]]*)\\])?");
  private static final Pattern INDEX = Pattern.compile("\\d{1,2}");

  private PathParser() {}

  /** What the text says. */
  static ElementPath parse(String text) throws BadCellException {
    String rest = text.strip();
    int up = 0;
    while (rest.startsWith("../")) {
      up++;
      rest = rest.substring(3);
    }
    List<Segment> segments = new ArrayList<>();
    for (String part : split(rest)) {
      Matcher matcher = SEGMENT.matcher(part);
      if (!matcher.matches()) {
        throw new BadCellException(
            "'" + text + "' is not an element path",
            "write it like evse.id or meterValue[*].value");
      }
      segments.add(new Segment(matcher.group(1), subscript(text, matcher.group(2))));
    }
    return new ElementPath(up, segments);
  }

  private static @Nullable Subscript subscript(String text, @Nullable String inside)
      throws BadCellException {
    if (inside == null) {
      return null;
    }
    if (inside.equals("*")) {
      return new Subscript.Every();
    }
    if (INDEX.matcher(inside).matches()) {
      return new Subscript.At(Integer.parseInt(inside));
    }
    List<Match> matches = new ArrayList<>();
    for (String part : inside.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1 || equals == part.length() - 1) {
        throw new BadCellException(
            "'[" + inside + "]' in '" + text + "' is not a subscript",
            "write [*], a place such as [0], or [key=Value]");
      }
      boolean orAbsent = part.charAt(equals - 1) == '?';
      ElementPath path = parse(part.substring(0, orAbsent ? equals - 1 : equals));
      matches.add(new Match(path, part.substring(equals + 1).strip(), orAbsent));
    }
    return new Subscript.Matching(matches);
  }

  /** Splits at the dots that are not in brackets. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '[') {
        depth++;
      } else if (c == ']') {
        depth--;
      } else if (c == '.' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
