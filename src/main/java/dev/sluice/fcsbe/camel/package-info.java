/** The processors of the FO port's routes, by the names that routes use. */
@NullMarked
package dev.sluice.fcsbe.camel;

import org.jspecify.annotations.NullMarked;
