package dev.sluice.mapping;

import java.util.List;

/**
 * What a row does with a value that it cannot use.
 *
 * @param kind what is done
 * @param substitute text of the value that is written instead, for {@link Kind#DEFAULT}; else empty
 */
record DegradeRule(Kind kind, String substitute) {
  enum Kind {
    /** The element is left out. */
    DROP,
    /** The array element that the row belongs to is left out. */
    DROP_ITEM,
    /** A value that the row names is written instead. */
    DEFAULT,
    /** The nearest value that the target allows is written instead. */
    NEAREST,
    /** The message is not mapped. */
    REJECT
  }

  static final DegradeRule DROP = new DegradeRule(Kind.DROP, "");
  static final DegradeRule REJECT = new DegradeRule(Kind.REJECT, "");

  static DegradeRule parse(String text) throws BadCellException {
    String rule = text.strip();
    if (rule.startsWith("default:")) {
      return new DegradeRule(Kind.DEFAULT, rule.substring("default:".length()).strip());
    }
    return switch (rule) {
      case "drop" -> DROP;
      case "drop-item" -> new DegradeRule(Kind.DROP_ITEM, "");
      case "nearest" -> new DegradeRule(Kind.NEAREST, "");
      case "reject" -> REJECT;
      default ->
          throw new BadCellException("'" + text + "' is not a degrade rule", suggestion(rule));
    };
  }

  private static String suggestion(String rule) {
    String near =
        Findings.didYouMean(rule, List.of("drop", "drop-item", "default:", "nearest", "reject"));
    return near.isEmpty() ? "write drop, drop-item, default:value, nearest or reject" : near;
  }

  /** Whether it writes a value that the message did not have. */
  boolean writes() {
    return kind == Kind.DEFAULT || kind == Kind.NEAREST;
  }

  /** As it is written in a table. */
  @Override
  public String toString() {
    return switch (kind) {
      case DROP -> "drop";
      case DROP_ITEM -> "drop-item";
      case DEFAULT -> "default:" + substitute;
      case NEAREST -> "nearest";
      case REJECT -> "reject";
    };
  }
}
