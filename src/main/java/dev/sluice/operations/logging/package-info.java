/** The log: nothing secret gets into it. */
@NullMarked
package dev.sluice.operations.logging;

import org.jspecify.annotations.NullMarked;
