/**
 * The Camel component {@code ocpp:}: taps for routes, and calls that routes inject. May import
 * {@code ocpp.*} and {@code model}.
 */
@NullMarked
package dev.sluice.ocpp.camel;

import org.jspecify.annotations.NullMarked;
