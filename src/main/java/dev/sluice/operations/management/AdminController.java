package dev.sluice.operations.management;

import dev.sluice.flexibility.FlexibilityCore;
import dev.sluice.flexibility.Resources;
import dev.sluice.model.StationView;
import dev.sluice.ocpp.link.InjectMode;
import dev.sluice.ocpp.link.OcppLinks;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The administrator's switches. Changes are taken only as JSON, so that no web page can make an
 * administrator's browser send one.
 */
@RestController
@RequestMapping(path = "/admin", produces = MediaType.APPLICATION_JSON_VALUE)
public final class AdminController {
  private static final Logger LOG = LoggerFactory.getLogger(AdminController.class);
  private static final int LONGEST_REASON = 200;

  private final OcppLinks links;
  private final FlexibilityCore core;
  private final Resources resources;

  public AdminController(OcppLinks links, FlexibilityCore core, Resources resources) {
    this.links = links;
    this.core = core;
    this.resources = resources;
  }

  @GetMapping("/inject")
  public Map<String, String> inject() {
    return Map.of("mode", links.injectMode().name().toLowerCase(Locale.ROOT));
  }

  /** Takes effect from the next call on, until the gateway ends. */
  @PostMapping(path = "/inject", consumes = MediaType.APPLICATION_JSON_VALUE)
  public Map<String, String> inject(@RequestBody Map<String, String> body) {
    String wanted = String.valueOf(body.get("mode"));
    InjectMode mode =
        List.of(InjectMode.values()).stream()
            .filter(each -> each.name().equalsIgnoreCase(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.UNPROCESSABLE_ENTITY, "mode is off, observe or on"));
    InjectMode before = links.injectMode();
    links.injectMode(mode);
    LOG.warn("inject mode changed by the administrator: {} -> {}", before, mode);
    return inject();
  }

  /** The kill switch: ends every FSR and removes its influence from the stations. */
  @PostMapping(path = "/release-all", consumes = MediaType.APPLICATION_JSON_VALUE)
  public Mono<Map<String, String>> releaseAll(@RequestBody Map<String, String> body) {
    String given = body.getOrDefault("reason", "kill-switch");
    String reason = given.length() > LONGEST_REASON ? given.substring(0, LONGEST_REASON) : given;
    LOG.warn("the administrator releases everything: {}", reason);
    return Mono.fromCallable(
            () -> {
              core.releaseAll(reason);
              return Map.of("released", "all", "reason", reason);
            })
        .subscribeOn(Schedulers.boundedElastic());
  }

  @GetMapping("/stations")
  public List<StationView> stations() {
    return resources.stations();
  }
}
