/** Implements the repositories' ports over JDBC, with migrations. */
@NullMarked
package dev.sluice.store;

import org.jspecify.annotations.NullMarked;
