/** The properties {@code sluice.*}: what an integrator may set, checked when they are read. */
@NullMarked
package dev.sluice.operations.config;

import org.jspecify.annotations.NullMarked;
