/**
 * What a person runs to see the gateway at work: an FO's view in the terminal, and fleets of
 * simulated stations. Plain classes; the command line names them.
 */
@NullMarked
package dev.sluice.operations.demo;

import org.jspecify.annotations.NullMarked;
