package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** A station's call as the CSMS received it. */
public record Received(Instant at, String stationId, String action, JsonNode payload) {}
