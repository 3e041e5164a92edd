package dev.sluice.operations.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The port for flexibility operators (FO).
 *
 * @param listen address and port of the FO port
 * @param plain true = HTTP without TLS and without client certificates, for development; only on a
 *     loopback address
 */
@ConfigurationProperties("sluice.fcsbe.http")
public record FoPortProperties(
    @DefaultValue("0.0.0.0:8443") ListenAddress listen, @DefaultValue("false") boolean plain) {
  public FoPortProperties {
    if (plain && !listen.loopback()) {
      throw new IllegalArgumentException(
          "sluice.fcsbe.http.plain=true is possible only on a loopback address such as"
              + " 127.0.0.1:8443, but sluice.fcsbe.http.listen is "
              + listen);
    }
  }
}
