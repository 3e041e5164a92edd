package dev.sluice.operations.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The charging station management system that stations are passed on to.
 *
 * @param url address with {id} where the station's id goes, such as wss://csms.example/ocpp/{id};
 *     empty = no CSMS, the gateway answers stations itself
 * @param trust PEM file with the trust anchors for a wss address; not set = those of the platform
 */
@ConfigurationProperties("sluice.csms")
public record CsmsProperties(@DefaultValue("") String url, @Nullable Path trust) {}
