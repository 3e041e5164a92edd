package dev.sluice.fcsbe;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the document itself
 * @param rule what is wrong and what to write instead
 */
public record Violation(String pointer, String rule) {}
