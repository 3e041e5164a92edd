package dev.sluice.fcsbe;

import dev.sluice.flexibility.Fsr;

/**
 * A request as read.
 *
 * @param fsr what is asked for
 * @param contentHash of the document without its id; the same whatever the order of members
 */
public record FsrDocument(Fsr fsr, String contentHash) {}
