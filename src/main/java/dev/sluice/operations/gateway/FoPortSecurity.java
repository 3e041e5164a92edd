package dev.sluice.operations.gateway;

import dev.sluice.operations.StartFailure;
import dev.sluice.operations.config.FoPortProperties;
import dev.sluice.security.CertificateFolder;
import dev.sluice.security.DevelopmentPki;
import dev.sluice.security.FoIdentitySource;
import dev.sluice.security.KeyMaterialException;
import dev.sluice.security.TlsMaterial;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the FO port is secured with.
 *
 * @param material null for a port without TLS
 */
public record FoPortSecurity(@Nullable TlsMaterial material, FoIdentitySource identity) {
  private static final Logger LOG = LoggerFactory.getLogger(FoPortSecurity.class);

  /**
   * Loads the keys, and makes a development PKI where there is none.
   *
   * @throws StartFailure when they cannot be used
   */
  static FoPortSecurity of(Path certs, FoPortProperties port, Clock clock) {
    if (port.plain()) {
      LOG.warn(
          "the FO port at {} has no TLS: everybody on this machine is the demo FO", port.listen());
      return new FoPortSecurity(null, new FoIdentitySource.Development(DevelopmentPki.DEMO_FO_ID));
    }
    CertificateFolder folder = new CertificateFolder(certs);
    try {
      if (DevelopmentPki.ensure(folder, List.of(), clock)) {
        LOG.warn("made a development PKI in {}: not for production", certs.toAbsolutePath());
      }
      return new FoPortSecurity(
          TlsMaterial.load(folder, clock), new FoIdentitySource.Certificate());
    } catch (KeyMaterialException e) {
      String[] lines = String.valueOf(e.getMessage()).split("\n", 3);
      throw new StartFailure(
          lines[0],
          "sluice.certs = " + certs + (lines.length > 1 ? ": " + lines[1] : ""),
          lines.length > 2 ? lines[2] : "see certs/README.md",
          e);
    }
  }
}
