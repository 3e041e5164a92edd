/**
 * Stations with EVs, a CSMS and a flexibility operator, for the demo, the tests and the
 * integrator's bench.
 */
@NullMarked
package dev.sluice.simulator;

import org.jspecify.annotations.NullMarked;
