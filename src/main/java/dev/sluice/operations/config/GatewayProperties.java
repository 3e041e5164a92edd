package dev.sluice.operations.config;

import dev.sluice.ocpp.link.InjectMode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The folders of the gateway, and whether it calls stations.
 *
 * @param data folder of the database; made if it is missing
 * @param routes folder of the route files; not set = ./routes if it is there, else those in the jar
 * @param mappings folder of the mapping tables; not set = ./mappings if it is there, else those in
 *     the jar
 * @param certs folder of keys and trust anchors; a development PKI is made there when it is empty
 * @param inject whether the gateway's own calls reach stations: off, observe (all but the sending,
 *     and logged) or on
 */
@ConfigurationProperties("sluice")
public record GatewayProperties(
    @DefaultValue("data") Path data,
    @Nullable Path routes,
    @Nullable Path mappings,
    @DefaultValue("certs") Path certs,
    @DefaultValue("observe") InjectMode inject) {}
