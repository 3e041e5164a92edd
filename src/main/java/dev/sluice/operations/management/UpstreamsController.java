package dev.sluice.operations.management;

import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.link.Upstream;
import dev.sluice.ocpp.link.UpstreamRule;
import dev.sluice.ocpp.link.Upstreams;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.operations.config.BadUpstreamsException;
import dev.sluice.operations.config.UpstreamsSource;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Shows where stations' connections go on to, and reads the file that says so again. */
@RestController
@RequestMapping(path = "/admin/upstreams", produces = MediaType.APPLICATION_JSON_VALUE)
public final class UpstreamsController {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamsController.class);

  private final OcppLinks links;
  private final UpstreamsSource source;

  public UpstreamsController(OcppLinks links, UpstreamsSource source) {
    this.links = links;
    this.source = source;
  }

  /** What is in force. */
  public record View(String file, Rule byDefault, List<Rule> rules) {}

  /** One group of stations and what holds for it. */
  public record Rule(
      String stations,
      String path,
      String csms,
      @Nullable String subprotocol,
      boolean lenientUpgrade,
      boolean deflateStations,
      boolean deflateCsms,
      List<String> localAddresses) {}

  @GetMapping
  public View view() {
    Upstreams upstreams = links.upstreams();
    return new View(
        source.file() == null ? "" : String.valueOf(source.file()),
        rule("*", "", upstreams.byDefault()),
        upstreams.rules().stream().map(UpstreamsController::rule).toList());
  }

  private static Rule rule(UpstreamRule rule) {
    return rule(
        rule.stations() == null ? "*" : rule.stations().text(), rule.path(), rule.upstream());
  }

  private static Rule rule(String stations, String path, Upstream upstream) {
    return new Rule(
        stations,
        path,
        upstream.csms() == null ? "none" : upstream.csms().template(),
        Optional.ofNullable(upstream.fallback()).map(Subprotocol::token).orElse(null),
        upstream.lenientUpgrade(),
        upstream.deflateStation(),
        upstream.deflateCsms(),
        upstream.localAddresses().stream().map(InetAddress::getHostAddress).toList());
  }

  /**
   * Reads the file again, in force from the next handshake on; links that are up stay. A file with
   * a mistake changes nothing and is answered with 422 and all that is wrong in it.
   */
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  public Mono<ResponseEntity<Object>> reload(@RequestBody Map<String, Object> nothing) {
    return Mono.fromCallable(this::read).subscribeOn(Schedulers.boundedElastic());
  }

  private ResponseEntity<Object> read() {
    try {
      links.upstreams(source.read());
    } catch (BadUpstreamsException e) {
      LOG.warn("the file of upstreams changes nothing: {}", e.getMessage());
      return ResponseEntity.unprocessableEntity().body(Map.of("findings", e.findings()));
    }
    LOG.warn("the administrator had {} rules of upstreams read", links.upstreams().rules().size());
    return ResponseEntity.ok(view());
  }
}
