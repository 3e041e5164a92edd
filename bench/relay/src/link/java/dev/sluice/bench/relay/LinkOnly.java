package dev.sluice.bench.relay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.BootStates;
import dev.sluice.ocpp.link.LinkSettings;
import dev.sluice.ocpp.link.LinkTls;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.link.ShadowStates;
import dev.sluice.ocpp.wire.OcppSchemas;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The gateway's OCPP link without routes, store and FO port: what relaying alone costs. */
public final class LinkOnly {
  private LinkOnly() {}

  /**
   * @param arguments port, address of the CSMS, and with TLS the certificate and the key
   */
  public static void main(String[] arguments) throws Exception {
    LinkTls tls =
        arguments.length < 4
            ? LinkTls.none()
            : new LinkTls(
                SslContextBuilder.forServer(new File(arguments[2]), new File(arguments[3]))
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build(),
                null);
    LinkSettings settings =
        LinkSettings.defaults()
            .withListen("127.0.0.1", Integer.parseInt(arguments[0]))
            .withCsmsUrl(arguments[1]);
    OcppLinks links =
        new OcppLinks(
            settings,
            tls,
            OcppSchemas.official(),
            new NoBoots(),
            new NoShadows(),
            Clock.systemUTC());
    links.start();
    new CountDownLatch(1).await();
  }

  private static final class NoBoots implements BootStates {
    @Override
    public BootState get(String stationId) {
      return BootState.UNKNOWN;
    }

    @Override
    public void put(String stationId, BootState state) {}
  }

  private static final class NoShadows implements ShadowStates {
    @Override
    public Optional<JsonNode> get(String stationId) {
      return Optional.empty();
    }

    @Override
    public void put(String stationId, JsonNode shadow) {}
  }
}
