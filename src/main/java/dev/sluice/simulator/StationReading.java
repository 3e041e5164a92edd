package dev.sluice.simulator;

import dev.sluice.ocpp.wire.Subprotocol;

/**
 * What a station does at the moment, as somebody with a clamp meter would see it.
 *
 * @param connected whether its boot was accepted and the connection is up
 * @param powerW drawn by all EVSEs
 * @param limitW what it may draw at most: supply and profiles
 * @param charging number of EVSEs where power flows
 * @param energyWh drawn since the start
 */
public record StationReading(
    String id,
    Subprotocol protocol,
    boolean connected,
    double powerW,
    double limitW,
    int charging,
    double energyWh) {}
