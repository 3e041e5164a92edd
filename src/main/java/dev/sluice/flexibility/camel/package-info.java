/** The Camel component {@code flexibility:}, the only place where the core meets Camel. */
@NullMarked
package dev.sluice.flexibility.camel;

import org.jspecify.annotations.NullMarked;
