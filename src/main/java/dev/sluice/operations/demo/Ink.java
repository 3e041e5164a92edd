package dev.sluice.operations.demo;

/** How texts are coloured: not at all, or with ANSI sequences. Texts keep their visible width. */
enum Ink {
  PLAIN,
  ANSI;

  String bold(String text) {
    return dyed("1", text);
  }

  /** For what is there but not to be looked at first. */
  String dim(String text) {
    return dyed("2", text);
  }

  /** For what is as it should be. */
  String good(String text) {
    return dyed("32", text);
  }

  /** For what asks for attention. */
  String alert(String text) {
    return dyed("33", text);
  }

  /** For limits. */
  String accent(String text) {
    return dyed("36", text);
  }

  private String dyed(String code, String text) {
    return this == PLAIN || text.isBlank() ? text : "\u001B[" + code + "m" + text + "\u001B[0m";
  }
}
