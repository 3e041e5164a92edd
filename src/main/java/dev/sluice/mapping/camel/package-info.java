/**
 * The Camel component {@code mapping:}, which applies a mapping table to the body of an exchange.
 * May import Camel and {@code mapping}.
 */
@NullMarked
package dev.sluice.mapping.camel;

import org.jspecify.annotations.NullMarked;
