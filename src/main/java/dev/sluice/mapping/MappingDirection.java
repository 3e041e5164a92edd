package dev.sluice.mapping;

/** Which way a table is applied. */
public enum MappingDirection {
  /** From a protocol's message to the information model. */
  UP,
  /** From the information model to a protocol's message. */
  DOWN;

  /** The other direction. */
  public MappingDirection opposite() {
    return this == UP ? DOWN : UP;
  }
}
