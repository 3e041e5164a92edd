package dev.sluice.operations.management;

import dev.sluice.operations.gateway.FoPortSecurity;
import dev.sluice.security.TlsMaterial;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether the certificates of the FO port and its anchors are valid, and how long they stay so. */
public final class PkiHealth implements HealthIndicator {
  private static final Duration SOON = Duration.ofDays(30);

  private final FoPortSecurity security;
  private final Clock clock;

  public PkiHealth(FoPortSecurity security, Clock clock) {
    this.security = security;
    this.clock = clock;
  }

  @Override
  public Health health() {
    TlsMaterial material = security.material();
    if (material == null) {
      return Health.up()
          .withDetail("what", "the FO port has no TLS (sluice.fcsbe.http.plain)")
          .build();
    }
    Instant now = clock.instant();
    Instant end = earlier(firstEnd(material.keys()), firstEnd(material.anchors()));
    Health.Builder health = now.isBefore(end) ? Health.up() : Health.down();
    if (!now.isBefore(end)) {
      health.withDetail("what", "a certificate in sluice.certs has expired");
    } else if (!now.plus(SOON).isBefore(end)) {
      health.withDetail("what", "a certificate in sluice.certs expires soon: renew it");
    }
    return health.withDetail("validUntil", end.toString()).build();
  }

  private static Instant firstEnd(KeyStore store) {
    Instant end = Instant.MAX;
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.getCertificate(alias) instanceof X509Certificate certificate) {
          end = earlier(end, certificate.getNotAfter().toInstant());
        }
      }
    } catch (KeyStoreException e) {
      throw new IllegalStateException("a key store in memory cannot be listed", e);
    }
    return end;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
