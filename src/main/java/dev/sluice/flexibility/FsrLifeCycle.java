package dev.sluice.flexibility;

import dev.sluice.model.EvseView;
import dev.sluice.model.StationView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What time and the stations' reachability make of an FSR. Values in, values out. */
final class FsrLifeCycle {
  /** Reason of a participation whose station said no. */
  static final String LOCAL_LIMIT = "LOCAL_LIMIT";

  /** The window passed while the gateway was away. */
  static final String NOT_STARTED = "not-started";

  /** No station had a limit of the FSR when its window ended. */
  static final String NOT_DELIVERED = "not-delivered";

  static final String UNREACHABLE = "UNREACHABLE";
  static final String ALREADY_COMMITTED = "ALREADY_COMMITTED";
  static final String MIN_CURRENT = "MIN_CURRENT";

  private final EngineSettings settings;
  private final RenewalSchedule schedule;
  private final Resources resources;

  FsrLifeCycle(EngineSettings settings, Resources resources) {
    this.settings = settings;
    this.schedule = new RenewalSchedule(settings);
    this.resources = resources;
  }

  /**
   * The record as it should be now.
   *
   * @param paused whether a station must be left alone for now
   */
  FsrRecord step(FsrRecord before, Instant now, Predicate<String> paused) {
    FsrRecord fsr = lapse(before, now);
    return switch (fsr.state()) {
      case RECEIVED, ACCEPTED, PARTIALLY_ACCEPTED, SCHEDULED -> {
        if (!now.isBefore(fsr.request().end())) {
          boolean release = fsr.request().serviceClass() == Fsr.ServiceClass.RELEASE;
          yield settle(release(fsr, release ? "" : NOT_STARTED, now), now);
        }
        yield now.isBefore(fsr.request().start())
            ? fsr
            : share(Parts.state(fsr, FsrState.ACTIVE, "", now), now, paused);
      }
      case ACTIVE -> {
        if (!now.isBefore(fsr.request().end())) {
          yield settle(release(fsr, delivered(before) ? "" : NOT_DELIVERED, now), now);
        }
        yield stale(fsr, now) ? suspend(fsr, now) : share(fsr, now, paused);
      }
      case SUSPENDED ->
          now.isBefore(fsr.request().end()) ? fsr : settle(release(fsr, "", now), now);
      case RELEASING -> settle(fsr, now);
      case COMPLETED, ABORTED, FAILED, CANCELLED, REJECTED -> fsr;
    };
  }

  /** Whether a station had confirmed a limit of the FSR by the window's end. */
  private static boolean delivered(FsrRecord fsr) {
    return fsr.participations().stream().anyMatch(part -> part.confirmedW() != null);
  }

  /** Limits whose end of validity has passed are gone. */
  private FsrRecord lapse(FsrRecord fsr, Instant now) {
    return Parts.each(
        fsr,
        now,
        part -> {
          Instant until = part.installedUntil();
          return until != null && schedule.lapsed(until, now) ? influenceGone(fsr, part) : part;
        });
  }

  /** The participation of a station that holds no limit of this FSR any more. */
  static Participation influenceGone(FsrRecord fsr, Participation part) {
    Participation clear = Parts.installed(part, null, null);
    return switch (part.state()) {
      case RELEASING ->
          fsr.state() == FsrState.SUSPENDED
              ? Parts.state(clear, Participation.State.ARMED, "")
              : Parts.state(clear, Participation.State.DONE, part.reason());
      case DELIVERING -> Parts.state(clear, Participation.State.ARMED, "");
      case INVITED, NOT_ELIGIBLE, UNREACHABLE, ARMED, LIMITED, DONE, LEFT, FAILED -> clear;
    };
  }

  private static boolean stale(FsrRecord fsr, Instant now) {
    Long staleAfterMs = fsr.request().staleAfterMs();
    if (staleAfterMs == null || fsr.setpointW() == null) {
      return false;
    }
    Instant since = fsr.setpointAt();
    Instant base = since.isBefore(fsr.request().start()) ? fsr.request().start() : since;
    return !now.isBefore(base.plusMillis(staleAfterMs));
  }

  private static FsrRecord suspend(FsrRecord fsr, Instant now) {
    return Parts.each(
        Parts.state(fsr, FsrState.SUSPENDED, "", now), now, FsrLifeCycle::toReleasing);
  }

  private static Participation toReleasing(Participation part) {
    boolean outside =
        part.state() == Participation.State.NOT_ELIGIBLE
            || part.state() == Participation.State.LEFT;
    return outside || part.installedUntil() == null
        ? part
        : Parts.state(part, Participation.State.RELEASING, part.reason());
  }

  /**
   * Ends the FSR; its stations are to be released.
   *
   * @param reason empty at the window's end, else why it ends early
   */
  FsrRecord release(FsrRecord fsr, String reason, Instant now) {
    return Parts.each(
        Parts.state(fsr, FsrState.RELEASING, reason, now),
        now,
        part -> {
          Participation next = toReleasing(part);
          return switch (next.state()) {
            case NOT_ELIGIBLE, LEFT, RELEASING, DONE -> next;
            case INVITED, UNREACHABLE, ARMED, DELIVERING, LIMITED, FAILED ->
                Parts.state(next, Participation.State.DONE, next.reason());
          };
        });
  }

  /** A released FSR ends when none of its limits can be in force any more. */
  FsrRecord settle(FsrRecord fsr, Instant now) {
    if (fsr.participations().stream().anyMatch(part -> part.installedUntil() != null)) {
      return fsr;
    }
    FsrState end =
        switch (fsr.reason()) {
          case "" -> FsrState.COMPLETED;
          case "cancelled", "released" -> FsrState.CANCELLED;
          case NOT_STARTED, NOT_DELIVERED -> FsrState.FAILED;
          default -> FsrState.ABORTED;
        };
    return Parts.state(fsr, end, fsr.reason(), now);
  }

  /**
   * Splits the value in force over the stations that can be told. A station that can't be told may
   * still draw what it was told last, so its share stays counted until that has lapsed.
   */
  FsrRecord share(FsrRecord fsr, Instant now, Predicate<String> paused) {
    Long total = fsr.setpointW();
    if (total == null) {
      return fsr;
    }
    long held = 0;
    List<StationView> reachable = new ArrayList<>();
    Set<String> pausedNow = new HashSet<>();
    for (Participation part : fsr.participations()) {
      if (!takesPart(part)) {
        continue;
      }
      Optional<StationView> view = resources.station(part.stationId());
      if (paused.test(part.stationId())) {
        pausedNow.add(part.stationId());
      } else if (view.isPresent() && view.get().injectable()) {
        reachable.add(view.get());
        continue;
      }
      if (part.installedUntil() != null) {
        Long confirmed = part.confirmedW();
        held += Math.max(part.allocatedW(), confirmed == null ? 0 : confirmed);
      } else if (fsr.request().serviceClass() == Fsr.ServiceClass.ENVELOPE) {
        // Nothing holds it: what it drew when it was last seen is not the others' to take.
        held += view.map(FsrLifeCycle::lastKnownW).orElse(0L);
      }
    }
    Map<String, Long> shares = split(Math.max(0, total - held), reachable);
    boolean active = fsr.state() == FsrState.ACTIVE;
    return Parts.each(
        fsr,
        now,
        part -> {
          if (!takesPart(part)) {
            return part;
          }
          Long share = shares.get(part.stationId());
          if (share == null) {
            Participation out =
                pausedNow.contains(part.stationId())
                    ? part
                    : Parts.state(part, Participation.State.UNREACHABLE, UNREACHABLE);
            return part.installedUntil() == null ? Parts.share(out, 0) : out;
          }
          return Parts.share(rejoined(part, active), share);
        });
  }

  /**
   * A share is of use only where a vehicle takes it: stations in use come first, the free ones get
   * what is left, and a free station that a vehicle comes to gets its share then.
   */
  private Map<String, Long> split(long total, List<StationView> stations) {
    List<Headroom> inUse = new ArrayList<>();
    List<Headroom> free = new ArrayList<>();
    for (StationView station : stations) {
      Headroom used = Headroom.inUse(station, settings);
      (used.ratedW() > 0 ? inUse : free)
          .add(used.ratedW() > 0 ? used : Headroom.of(station, settings));
    }
    Map<String, Long> shares = new HashMap<>(Allocation.proportional(total, inUse));
    long left = total - shares.values().stream().mapToLong(Long::longValue).sum();
    shares.putAll(Allocation.proportional(left, free));
    return shares;
  }

  private static Participation rejoined(Participation part, boolean active) {
    Participation.State in = active ? Participation.State.ARMED : Participation.State.INVITED;
    return switch (part.state()) {
      case DELIVERING -> part;
      case LIMITED -> part.reason().equals(LOCAL_LIMIT) ? Parts.state(part, in, "") : part;
      case INVITED, UNREACHABLE, ARMED, RELEASING, FAILED -> Parts.state(part, in, "");
      case NOT_ELIGIBLE, DONE, LEFT -> part;
    };
  }

  private static long lastKnownW(StationView station) {
    long sum = 0;
    for (EvseView evse : station.evses()) {
      Long powerW = evse.powerW();
      sum += powerW == null || !evse.mayCharge() ? 0 : Math.max(0, powerW);
    }
    return sum;
  }

  private static boolean takesPart(Participation part) {
    return part.state() != Participation.State.NOT_ELIGIBLE
        && part.state() != Participation.State.LEFT
        && part.state() != Participation.State.DONE;
  }
}
