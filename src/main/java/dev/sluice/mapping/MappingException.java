package dev.sluice.mapping;

/** A message cannot be mapped; the text names the table's file and line, and the element. */
public final class MappingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String table;
  private final String element;

  /**
   * @param table id of the table, for example {@code ocpp-1.6/MeterValues}
   * @param element path of the element that it is about; empty when it is about the message
   * @param message what is wrong, for a person
   */
  public MappingException(String table, String element, String message) {
    super(message);
    this.table = table;
    this.element = element;
  }

  /** Id of the table. */
  public String table() {
    return table;
  }

  /** Path of the element. */
  public String element() {
    return element;
  }
}
