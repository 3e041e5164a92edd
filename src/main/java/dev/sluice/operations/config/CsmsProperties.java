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
 * @param tls the gateway's own certificate towards the CSMS
 */
@ConfigurationProperties("sluice.csms")
public record CsmsProperties(
    @DefaultValue("") String url, @Nullable Path trust, @DefaultValue Tls tls) {
  /**
   * The gateway's certificate for a wss address, one for all stations: for a CSMS that accepts the
   * gateway as their local controller.
   *
   * @param certificate PEM file with the certificate chain
   * @param key PEM file with the private key (PKCS#8, not encrypted)
   */
  public record Tls(@Nullable Path certificate, @Nullable Path key) {
    public Tls {
      if ((certificate == null) != (key == null)) {
        throw new IllegalArgumentException(
            "sluice.csms.tls.certificate and sluice.csms.tls.key belong together");
      }
    }
  }
}
