/** Puts the rooms together: what is made, in which order it starts, and in which it ends. */
@NullMarked
package dev.sluice.operations.gateway;

import org.jspecify.annotations.NullMarked;
