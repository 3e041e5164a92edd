/**
 * The FO-facing port: messages, their JSON encoding, and problems. Pure Java; may import {@code
 * model} and {@code flexibility}.
 */
@NullMarked
package dev.sluice.fcsbe;

import org.jspecify.annotations.NullMarked;
