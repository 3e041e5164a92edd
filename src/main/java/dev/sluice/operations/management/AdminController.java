package dev.sluice.operations.management;

import dev.sluice.flexibility.FlexibilityCore;
import dev.sluice.flexibility.Resources;
import dev.sluice.model.StationView;
import dev.sluice.ocpp.link.InjectMode;
import dev.sluice.ocpp.link.InjectModes;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.link.StationCredentials;
import dev.sluice.security.FileCredentials;
import dev.sluice.security.StationsFileException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
  private static final int LONGEST_PATTERN = 100;
  private static final int MOST_GROUPS = 100;

  private final OcppLinks links;
  private final FlexibilityCore core;
  private final Resources resources;
  private final StationCredentials credentials;

  public AdminController(
      OcppLinks links, FlexibilityCore core, Resources resources, StationCredentials credentials) {
    this.credentials = credentials;
    this.links = links;
    this.core = core;
    this.resources = resources;
  }

  /** The mode of all stations, and of groups of stations that have another. */
  public record Inject(String mode, List<Group> groups) {
    /** A pattern of station ids and its mode. */
    public record Group(String stations, String mode) {}
  }

  /** What is asked for; without {@code stations} it is about all, and groups end. */
  public record InjectChange(@Nullable String mode, @Nullable String stations) {}

  @GetMapping("/inject")
  public Inject inject() {
    InjectModes modes = links.injectModes();
    return new Inject(
        word(modes.byDefault()),
        modes.overrides().stream()
            .map(group -> new Inject.Group(group.stations(), word(group.mode())))
            .toList());
  }

  /** Takes effect from the next call on, until the gateway ends. */
  @PostMapping(path = "/inject", consumes = MediaType.APPLICATION_JSON_VALUE)
  public Inject inject(@RequestBody InjectChange change) {
    InjectMode mode =
        List.of(InjectMode.values()).stream()
            .filter(each -> each.name().equalsIgnoreCase(change.mode()))
            .findFirst()
            .orElseThrow(() -> refused("mode is off, observe or on"));
    String stations = change.stations();
    if (stations != null && (stations.isEmpty() || stations.length() > LONGEST_PATTERN)) {
      throw refused("stations is a pattern of station ids such as depot-*");
    }
    if (stations != null && links.injectModes().overrides().size() >= MOST_GROUPS) {
      throw refused("there are " + MOST_GROUPS + " groups already; set the mode of all first");
    }
    InjectModes before = links.injectModes();
    links.injectModes(
        stations == null ? InjectModes.everywhere(mode) : before.with(stations, mode));
    LOG.warn(
        "the administrator set inject mode {} for {}", mode, stations == null ? "all" : stations);
    return inject();
  }

  private static ResponseStatusException refused(String why) {
    return new ResponseStatusException(HttpStatus.UNPROCESSABLE_ENTITY, why);
  }

  private static String word(InjectMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
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

  /** Reads the stations file again; what cannot be used changes nothing. */
  @PostMapping(path = "/stations-file", consumes = MediaType.APPLICATION_JSON_VALUE)
  public Mono<Map<String, Integer>> readStationsFile() {
    if (!(credentials instanceof FileCredentials file)) {
      throw refused("there is no stations file; set sluice.stations.credentials.file");
    }
    return Mono.fromCallable(
            () -> {
              int entries = file.reload();
              LOG.warn("the administrator had the stations file read: {} entries", entries);
              return Map.of("entries", entries);
            })
        .onErrorMap(StationsFileException.class, e -> refused(String.valueOf(e.getMessage())))
        .subscribeOn(Schedulers.boundedElastic());
  }

  @GetMapping("/stations")
  public List<StationView> stations() {
    return resources.stations();
  }
}
