/** Security processors as routes name them, and the FO port's HTTP server between TLS and Camel. */
@NullMarked
package dev.sluice.security.camel;

import org.jspecify.annotations.NullMarked;
