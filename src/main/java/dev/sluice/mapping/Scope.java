package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a row reads from: the message, or one array element with what encloses it.
 *
 * @param node the message or array element
 * @param parent the enclosing array element or message; null for the message itself
 */
record Scope(JsonNode node, @Nullable Scope parent) {}
