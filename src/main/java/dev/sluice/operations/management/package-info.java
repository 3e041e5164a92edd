/** The management port: health, metrics and the administrator's switches. */
@NullMarked
package dev.sluice.operations.management;

import org.jspecify.annotations.NullMarked;
