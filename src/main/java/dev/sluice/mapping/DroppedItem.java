package dev.sluice.mapping;

/** The array element at hand is not carried over; caught by the {@link EachStep} around it. */
final class DroppedItem extends Exception {
  private static final long serialVersionUID = 1L;

  static final DroppedItem SIGNAL = new DroppedItem();

  private DroppedItem() {
    super("dropped", null, false, false);
  }
}
