/** Start-up, health, console and command line; the room that puts all the others together. */
@NullMarked
package dev.sluice.operations;

import org.jspecify.annotations.NullMarked;
