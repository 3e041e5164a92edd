package dev.sluice.operations.management;

import dev.sluice.ocpp.link.Defect;
import dev.sluice.ocpp.link.OcppLinks;
import dev.sluice.ocpp.link.PeerQuality;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows how well stations and CSMSs speak OCPP, by vendor and model; the worst first. */
@RestController
@RequestMapping(path = "/admin/quality", produces = MediaType.APPLICATION_JSON_VALUE)
public final class QualityController {
  private final OcppLinks links;

  public QualityController(OcppLinks links) {
    this.links = links;
  }

  /**
   * All makes that have said something since the start.
   *
   * @param skipped frames that were to be looked at and were not, because there were too many
   */
  public record View(long skipped, List<Peer> peers) {}

  /**
   * One make of stations, or one CSMS.
   *
   * @param side {@code station} or {@code csms}
   * @param model of stations; the address of a CSMS
   * @param checked how many payloads were compared with the official schemas
   * @param defects how often each happened; what never did is not in it
   */
  public record Peer(
      String side,
      String vendor,
      String model,
      long checked,
      Map<String, Found> defects,
      Map<String, Long> errorCodes) {
    long total() {
      return defects.values().stream().mapToLong(Found::count).sum();
    }
  }

  /**
   * How often a defect happened.
   *
   * @param last the last one: action and place, never a value
   */
  public record Found(long count, String last) {}

  @GetMapping
  public View view() {
    List<Peer> peers =
        links.quality().all().stream()
            .map(QualityController::peer)
            .filter(peer -> peer.checked() + peer.total() > 0)
            .sorted(Comparator.comparingLong(Peer::total).reversed())
            .toList();
    return new View(links.quality().skipped(), peers);
  }

  private static Peer peer(PeerQuality of) {
    Map<String, Found> defects = new LinkedHashMap<>();
    for (Defect defect : Defect.values()) {
      long count = of.count(defect);
      if (count > 0) {
        String last = of.example(defect);
        defects.put(
            defect.name().toLowerCase(Locale.ROOT), new Found(count, last == null ? "" : last));
      }
    }
    return new Peer(
        of.side().name().toLowerCase(Locale.ROOT),
        of.vendor(),
        of.model(),
        of.checked(),
        defects,
        of.errorCodes());
  }
}
