/**
 * Security processors, named in routes, and the development PKI. May import {@code model} and the
 * ports of the rooms below it.
 */
@NullMarked
package dev.sluice.security;

import org.jspecify.annotations.NullMarked;
