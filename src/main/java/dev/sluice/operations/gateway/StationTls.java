package dev.sluice.operations.gateway;

import dev.sluice.ocpp.link.LinkTls;
import dev.sluice.operations.StartFailure;
import dev.sluice.operations.config.CsmsProperties;
import dev.sluice.operations.config.StationsProperties;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Reads the keys and anchors of the two OCPP legs. */
final class StationTls {
  private StationTls() {}

  /**
   * @throws StartFailure when a file cannot be used
   */
  static LinkTls of(StationsProperties.Tls stations, CsmsProperties csms) {
    return new LinkTls(listener(stations), dialer(csms));
  }

  private static @Nullable SslContext listener(StationsProperties.Tls tls) {
    Path certificate = tls.certificate();
    Path key = tls.key();
    if (certificate == null || key == null) {
      return null;
    }
    Path anchors = tls.clientCa();
    return made(
        "sluice.stations.tls: "
            + certificate
            + ", "
            + key
            + (anchors == null ? "" : ", " + anchors),
        () -> {
          SslContextBuilder builder =
              SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                  .protocols("TLSv1.3", "TLSv1.2");
          if (anchors != null) {
            builder.trustManager(anchors.toFile()).clientAuth(ClientAuth.REQUIRE);
          }
          return builder.build();
        });
  }

  private static @Nullable SslContext dialer(CsmsProperties csms) {
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
          SslContextBuilder builder = SslContextBuilder.forClient();
          if (anchors != null) {
            builder.trustManager(anchors.toFile());
          }
          if (certificate != null && key != null) {
            builder.keyManager(certificate.toFile(), key.toFile());
          }
          return builder.build();
        });
  }

  private static SslContext made(String where, Callable<SslContext> maker) {
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
