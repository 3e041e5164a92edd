/**
 * The flexibility core: the life cycle of a flexibility service request (FSR), ledger, allocation,
 * participation, release, and ports for store, clock and commands. Pure Java; may import {@code
 * model}.
 */
@NullMarked
package dev.sluice.flexibility;

import org.jspecify.annotations.NullMarked;
