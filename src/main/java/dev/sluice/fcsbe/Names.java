package dev.sluice.fcsbe;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What ids on the FO port may look like. */
final class Names {
  static final String ID_RULE = "1 to 64 of A-Z a-z 0-9 . _ : ~ -";
  static final String STATION_RULE = "a station id of 1 to 255 characters without / and controls";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,64}");
  private static final int MAX_STATION = 255;

  private Names() {}

  /** An id that the FO chose: FSR, group, contract. */
  static final Predicate<String> CHOSEN = ID.asMatchPredicate();

  /** A station's id, as its WebSocket URL gives it. */
  static final Predicate<String> STATION =
      text ->
          !text.isEmpty()
              && text.length() <= MAX_STATION
              && text.chars().noneMatch(c -> Character.isISOControl(c) || c == '/');
}
