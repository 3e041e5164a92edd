package dev.sluice.operations.gateway;

import dev.sluice.operations.StartFailure;
import dev.sluice.operations.config.CsmsProperties;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** TLS of the OCPP legs from files in PEM format. */
final class PemFiles {
  private PemFiles() {}

  /**
   * TLS towards the CSMS; null for the platform's anchors and no key of the gateway's own.
   *
   * @throws StartFailure when a file cannot be used
   */
  static @Nullable SslContext csms(CsmsProperties csms) {
    Path anchors = csms.trust();
    Path certificate = csms.tls().certificate();
    Path key = csms.tls().key();
    if (anchors == null && certificate == null) {
      return null;
    }
    return made(
        "sluice.csms.trust: "
            + anchors
            + (key == null ? "" : ", sluice.csms.tls: " + certificate + ", " + key),
        () -> {
          SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
          if (anchors != null) {
            builder.trustManager(anchors.toFile());
          }
          if (certificate != null && key != null) {
            builder.keyManager(certificate.toFile(), key.toFile());
          }
          return builder.build();
        });
  }

  static SslContext made(String where, Callable<SslContext> maker) {
    try {
      return maker.call();
    } catch (Exception e) {
      throw new StartFailure(
          "keys or certificates cannot be used: " + e.getMessage(),
          where,
          "give PEM files; a private key as PKCS#8 without a password",
          e);
    }
  }
}
