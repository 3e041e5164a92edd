/**
 * Charging-profile semantics: composite schedule, the shadow of what the CSMS installed, the
 * guard's rule. Pure Java; may import {@code model} and {@code ocpp.wire}.
 */
@NullMarked
package dev.sluice.ocpp.profile;

import org.jspecify.annotations.NullMarked;
