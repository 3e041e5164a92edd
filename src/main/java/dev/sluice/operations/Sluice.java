package dev.sluice.operations;

/** Entry point. */
public final class Sluice {
  private Sluice() {}

  public static void main(String[] args) {}
}
