package dev.sluice.operations.demo;

/**
 * The measured total at a moment.
 *
 * @param seconds since the view began
 * @param totalW sum over all stations
 * @param limitW what the service allows; NaN without a service
 */
record Sample(double seconds, double totalW, double limitW) {}
