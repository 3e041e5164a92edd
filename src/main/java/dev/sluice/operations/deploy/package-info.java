/**
 * Puts the integrator's route files and mapping tables in force, as one version, while stations
 * stay connected.
 */
@NullMarked
package dev.sluice.operations.deploy;

import org.jspecify.annotations.NullMarked;
