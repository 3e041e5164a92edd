package dev.sluice.model;

/**
 * How a value came to be; every value that reaches the FO carries one (ocpp16-degradation,
 * principle).
 */
public enum Quality {
  MEASURED,
  SIGNED,
  DERIVED,
  ESTIMATED,
  ASSUMED,
  UNKNOWN
}
