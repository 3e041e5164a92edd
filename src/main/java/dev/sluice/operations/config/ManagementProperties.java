package dev.sluice.operations.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The port for the administrator.
 *
 * @param listen address and port of health, metrics and switches; has no login, so keep it where
 *     only administrators reach it
 */
@ConfigurationProperties("sluice.management")
public record ManagementProperties(@DefaultValue("127.0.0.1:8889") ListenAddress listen) {}
