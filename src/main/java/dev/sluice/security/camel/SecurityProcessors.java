package dev.sluice.security.camel;

import dev.sluice.security.FoIdentitySource;
import dev.sluice.security.TlsMaterial;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Processor;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** What this room offers to routes, by the names under which they call it. */
public final class SecurityProcessors {
  private SecurityProcessors() {}

  /**
   * The processors.
   *
   * @param source where the FO's identity comes from; anything but the certificate is for a port
   *     without TLS on loopback only
   */
  public static Map<String, Processor> all(FoIdentitySource source, Clock clock) {
    return Map.of("foIdentity", new FoIdentityProcessor(source, clock));
  }

  /**
   * What the FO port's endpoint refers to: {@code foTls}, {@code foBinding}, {@code foGate}.
   *
   * @param material null for a port without TLS
   */
  public static Map<String, Object> endpointBeans(@Nullable TlsMaterial material) {
    return Map.of(
        "foTls", material == null ? new SSLContextParameters() : FoTls.of(material),
        "foBinding", new FoHttpBinding(),
        "foGate", new ConnectionGate(GateSettings.defaults()));
  }
}
