/**
 * OCPP-J on the wire: frames, message types, subprotocols, the peek at a frame's head, and the
 * official schemas. Pure Java; of {@code mapping} it may import only the port.
 */
@NullMarked
package dev.sluice.ocpp.wire;

import org.jspecify.annotations.NullMarked;
