/**
 * Mapping tables: read, check, compile and apply in both directions. The port {@link
 * dev.sluice.mapping.MessageModel} says what elements a message has. Pure Java; may import {@code
 * model}.
 */
@NullMarked
package dev.sluice.mapping;

import org.jspecify.annotations.NullMarked;
