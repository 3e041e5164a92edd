package dev.sluice.operations.demo;

/**
 * One station in the table.
 *
 * @param station its identity
 * @param protocol OCPP version, for example {@code 2.0.1}; empty when unknown
 * @param part what it does for the service, in a word; empty when it does nothing
 * @param confirmed whether it confirmed its limit
 * @param limitW NaN without a limit
 * @param measuredW NaN when unknown
 * @param ratedW what it could draw, above 0
 */
record StationRow(
    String station,
    String protocol,
    String part,
    boolean confirmed,
    double limitW,
    double measuredW,
    double ratedW) {}
