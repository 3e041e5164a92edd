package dev.sluice.simulator;

/** The unit of a schedule's limits: A per phase, or W over all phases. */
public enum RateUnit {
  A,
  W
}
