package dev.sluice.operations.gateway;

import dev.sluice.operations.StartFailure;
import dev.sluice.operations.config.StationsProperties;
import dev.sluice.operations.config.TlsProvider;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys and anchors of the stations' listener, read from their files as often as wanted. */
public final class StationTls {
  private static final Logger LOG = LoggerFactory.getLogger(StationTls.class);

  private final StationsProperties.Tls files;
  private final boolean missing;
  private final TlsProvider provider;

  StationTls(StationsProperties.Tls files) {
    // Only asked when it is wanted: to ask loads the library.
    this(
        files,
        files.provider() == TlsProvider.BORINGSSL && files.certificate() != null
            ? OpenSsl.unavailabilityCause()
            : null);
  }

  /**
   * @param unavailable why BoringSSL cannot be used; null = it can
   */
  StationTls(StationsProperties.Tls files, @Nullable Throwable unavailable) {
    this.files = files;
    this.missing = unavailable != null && files.provider() == TlsProvider.BORINGSSL;
    this.provider = missing ? TlsProvider.JDK : files.provider();
    if (missing) {
      LOG.warn(
          "BoringSSL cannot be used ({}): stations get the TLS of the JDK."
              + " sluice.stations.tls.provider=jdk ends this warning",
          String.valueOf(unavailable));
    }
  }

  /** Whether stations connect with TLS. */
  public boolean on() {
    return files.certificate() != null;
  }

  /** What is in force, for people: {@code off}, {@code jdk} or {@code boringssl}. */
  public String inForce() {
    return !on()
        ? "off"
        : provider.name().toLowerCase(Locale.ROOT) + (missing ? " (boringssl cannot be used)" : "");
  }

  /**
   * Reads the files; null when stations connect in the clear.
   *
   * @throws StartFailure when a file cannot be used
   */
  public @Nullable SslContext read() {
    Path certificate = files.certificate();
    Path key = files.key();
    if (certificate == null || key == null) {
      return null;
    }
    Path anchors = files.clientCa();
    return PemFiles.made(
        "sluice.stations.tls: "
            + certificate
            + ", "
            + key
            + (anchors == null ? "" : ", " + anchors),
        () -> {
          SslContextBuilder builder =
              SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                  .sslProvider(
                      provider == TlsProvider.BORINGSSL ? SslProvider.OPENSSL : SslProvider.JDK)
                  .protocols("TLSv1.3", "TLSv1.2");
          if (anchors != null) {
            builder.trustManager(anchors.toFile()).clientAuth(ClientAuth.REQUIRE);
          }
          return builder.build();
        });
  }
}
