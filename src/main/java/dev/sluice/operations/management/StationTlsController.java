package dev.sluice.operations.management;

import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.operations.StartFailure;
import dev.sluice.operations.gateway.StationTls;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Has the keys and anchors of the stations' listener read again, as after a renewal. */
@RestController
@RequestMapping(path = "/admin/station-tls", produces = MediaType.APPLICATION_JSON_VALUE)
public final class StationTlsController {
  private static final Logger LOG = LoggerFactory.getLogger(StationTlsController.class);

  private final OcppLinks links;
  private final StationTls tls;

  public StationTlsController(OcppLinks links, StationTls tls) {
    this.links = links;
    this.tls = tls;
  }

  /**
   * Takes effect from the next connection on; what cannot be used changes nothing and is answered
   * with 422.
   */
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  public Mono<Map<String, String>> read() {
    if (!tls.on()) {
      throw refused("stations connect in the clear; set sluice.stations.tls.certificate and key");
    }
    return Mono.fromCallable(
            () -> {
              links.stationTls(tls.read());
              LOG.warn("the administrator had the keys of the stations' listener read");
              return Map.of("tls", tls.inForce());
            })
        .onErrorMap(StartFailure.class, e -> refused(String.valueOf(e.getMessage())))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private static ResponseStatusException refused(String why) {
    return new ResponseStatusException(HttpStatus.UNPROCESSABLE_ENTITY, why);
  }
}
