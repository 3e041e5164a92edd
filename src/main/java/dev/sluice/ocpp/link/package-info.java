/**
 * The station link: two Netty channels, handshake pass-through, back-pressure, call lane, guard.
 * May import {@code ocpp.wire}, {@code ocpp.profile} and {@code model}; never Camel or Spring.
 */
@NullMarked
package dev.sluice.ocpp.link;

import org.jspecify.annotations.NullMarked;
