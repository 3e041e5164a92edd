/**
 * What is wrong in the integrator's files: the rules of {@code sluice check} and of a reload. Reads
 * texts, and starts nothing.
 */
@NullMarked
package dev.sluice.operations.check;

import org.jspecify.annotations.NullMarked;
