package dev.sluice.ocpp.link;

/**
 * Pattern of the whole station id, case-sensitive.
 *
 * @param text {@code *} stands for any characters, also none, and {@code ?} for exactly one
 */
public record StationPattern(String text) {
  public StationPattern {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("A pattern of station ids is empty; * names all stations");
    }
  }

  /** Whether it can name more than one station. */
  public boolean open() {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /** Whether it names this station. Takes linear memory and no recursion, whatever the id is. */
  public boolean names(String stationId) {
    int p = 0;
    int s = 0;
    int star = -1;
    int resume = 0;
    while (s < stationId.length()) {
      char wanted = p < text.length() ? text.charAt(p) : 0;
      if (p < text.length() && wanted == '*') {
        star = p++;
        resume = s;
      } else if (p < text.length() && (wanted == '?' || wanted == stationId.charAt(s))) {
        p++;
        s++;
      } else if (star >= 0) {
        p = star + 1;
        s = ++resume;
      } else {
        return false;
      }
    }
    while (p < text.length() && text.charAt(p) == '*') {
      p++;
    }
    return p == text.length();
  }
}
