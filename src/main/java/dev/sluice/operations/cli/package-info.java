/** The command line: one class for each command, and the three lines when it cannot start. */
@NullMarked
package dev.sluice.operations.cli;

import org.jspecify.annotations.NullMarked;
