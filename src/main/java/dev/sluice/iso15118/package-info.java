/**
 * ISO 15118: the message sets as facts, and what elements their messages have. Pure Java; of {@code
 * mapping} it may import only the port.
 */
@NullMarked
package dev.sluice.iso15118;

import org.jspecify.annotations.NullMarked;
