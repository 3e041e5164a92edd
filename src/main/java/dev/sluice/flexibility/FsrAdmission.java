package dev.sluice.flexibility;

import dev.sluice.model.StationView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Decides whether a request is taken, and with which stations. */
final class FsrAdmission {
  private final FsrStore store;
  private final Resources resources;
  private final EngineSettings settings;
  private final FsrLifeCycle lifeCycle;

  FsrAdmission(
      FsrStore store, Resources resources, EngineSettings settings, FsrLifeCycle lifeCycle) {
    this.store = store;
    this.resources = resources;
    this.settings = settings;
    this.lifeCycle = lifeCycle;
  }

  /** The accepted record of a new request. */
  FsrRecord admit(Fsr request, String hash, Collection<FsrRecord> open, Instant now) {
    checkValues(request, now);
    if (open.size() >= settings.maxOpenFsrs()) {
      throw new Refusal(
          "rate-limited", open.size() + " FSRs are open; end some before sending another");
    }
    Set<String> owned = CapacityLedger.ownedByOthers(request, open);
    List<Participation> parts = new ArrayList<>();
    for (String stationId : targets(request)) {
      parts.add(participation(request, stationId, owned));
    }
    FsrRecord fsr =
        new FsrRecord(request, hash, FsrState.RECEIVED, request.powerW(), 0, now, "", parts, now);
    return request.serviceClass() == Fsr.ServiceClass.RELEASE
        ? Parts.state(fsr, FsrState.ACCEPTED, "", now)
        : accept(lifeCycle.share(fsr, now, station -> false), now);
  }

  /** The record with a newer revision in force; the window and the value may change. */
  FsrRecord revise(
      FsrRecord old, Fsr request, String hash, Collection<FsrRecord> open, Instant now) {
    Fsr before = old.request();
    if (old.state().terminal() || old.state() == FsrState.RELEASING) {
      throw new Refusal("state-conflict", "FSR " + before.fsrId() + " has ended; use a new fsrId");
    }
    if (request.revision() < before.revision()) {
      throw new Refusal(
          "stale", "revision " + request.revision() + " is older than " + before.revision());
    }
    if (request.revision() == before.revision()) {
      throw new Refusal(
          "id-reused",
          "FSR " + before.fsrId() + " exists with other content; send a greater revision");
    }
    checkValues(request, now);
    boolean sameTarget =
        request.stations().equals(before.stations())
            && Objects.equals(request.groupId(), before.groupId());
    if (request.serviceClass() != before.serviceClass() || !sameTarget) {
      throw new Refusal("state-conflict", "a revision keeps class and target; use a new fsrId");
    }
    boolean running = old.state() == FsrState.ACTIVE || old.state() == FsrState.SUSPENDED;
    if (running && request.start().isAfter(now)) {
      throw new Refusal("state-conflict", "a running FSR cannot start in the future");
    }
    Set<String> owned = CapacityLedger.ownedByOthers(request, open);
    for (Participation part : old.participations()) {
      if (part.state() != Participation.State.NOT_ELIGIBLE && owned.contains(part.stationId())) {
        throw new Refusal(
            "over-commitment", "station " + part.stationId() + " is promised in the new window");
      }
    }
    Long powerW = request.powerW();
    boolean woken = old.state() == FsrState.SUSPENDED && powerW != null;
    FsrRecord fsr =
        new FsrRecord(
            request,
            hash,
            woken ? FsrState.ACTIVE : old.state(),
            powerW == null ? old.setpointW() : powerW,
            old.setpointSeq(),
            powerW == null ? old.setpointAt() : now,
            "",
            old.participations(),
            now);
    return running || request.serviceClass() == Fsr.ServiceClass.RELEASE
        ? fsr
        : accept(lifeCycle.share(fsr, now, station -> false), now);
  }

  private static void checkValues(Fsr request, Instant now) {
    if (!request.end().isAfter(request.start())) {
      throw new Refusal("semantic-violation", "window.end must be after window.start");
    }
    if (!request.end().isAfter(now)) {
      throw new Refusal("expired", "window.end " + request.end() + " has passed");
    }
    if (request.revision() < 1) {
      throw new Refusal("semantic-violation", "revision must be at least 1");
    }
    Long powerW = request.powerW();
    if (powerW != null && powerW < 0) {
      throw new Refusal("semantic-violation", "power must be at least 0 W, was " + powerW);
    }
    Long staleAfterMs = request.staleAfterMs();
    if (staleAfterMs != null && staleAfterMs <= 0) {
      throw new Refusal("semantic-violation", "staleAfterMs must be greater than 0");
    }
    boolean release = request.serviceClass() == Fsr.ServiceClass.RELEASE;
    if (release ? powerW != null : powerW == null && staleAfterMs == null) {
      throw new Refusal(
          "semantic-violation",
          release ? "RELEASE takes no power" : "a power in W, or a stream, is needed");
    }
    if (staleAfterMs != null && request.serviceClass() != Fsr.ServiceClass.SETPOINT) {
      throw new Refusal("semantic-violation", "only a SETPOINT can be streamed");
    }
  }

  private Set<String> targets(Fsr request) {
    String groupId = request.groupId();
    if ((groupId == null) == request.stations().isEmpty()) {
      throw new Refusal("semantic-violation", "target needs either a group or stations");
    }
    Set<String> targets = new LinkedHashSet<>(request.stations());
    if (groupId != null) {
      Optional<Group> group = store.findGroup(request.foId(), groupId);
      if (group.isEmpty()) {
        throw new Refusal("unknown-resource", "there is no group " + groupId);
      }
      targets.addAll(group.get().stations());
    } else {
      for (String stationId : targets) {
        if (resources.station(stationId).isEmpty()) {
          throw new Refusal("unknown-resource", "there is no station " + stationId);
        }
      }
    }
    if (targets.size() > settings.maxTargets()) {
      throw new Refusal(
          "semantic-violation", "at most " + settings.maxTargets() + " stations in one target");
    }
    return targets;
  }

  private Participation participation(Fsr request, String stationId, Set<String> owned) {
    Optional<StationView> view = resources.station(stationId);
    if (request.serviceClass() == Fsr.ServiceClass.RELEASE) {
      return part(stationId, Participation.State.INVITED, "");
    }
    if (owned.contains(stationId)) {
      return part(stationId, Participation.State.NOT_ELIGIBLE, FsrLifeCycle.ALREADY_COMMITTED);
    }
    // A member that was not seen since the start may connect later, as one that is away may.
    if (view.isEmpty() || !view.get().injectable()) {
      return part(stationId, Participation.State.UNREACHABLE, FsrLifeCycle.UNREACHABLE);
    }
    return Headroom.of(view.get(), settings).usable()
        ? part(stationId, Participation.State.INVITED, "")
        : part(stationId, Participation.State.NOT_ELIGIBLE, FsrLifeCycle.MIN_CURRENT);
  }

  private Participation part(String stationId, Participation.State state, String reason) {
    return new Participation(stationId, state, reason, 0, null, null, settings.profileId());
  }

  private FsrRecord accept(FsrRecord fsr, Instant now) {
    long invited = count(fsr, "");
    long taken = count(fsr, FsrLifeCycle.ALREADY_COMMITTED);
    long excluded = fsr.participations().size() - invited;
    boolean partial = excluded > 0 || shortOfPower(fsr);
    if (invited == 0 || (partial && !fsr.request().partialAccepted())) {
      throw new Refusal(
          taken > 0 ? "over-commitment" : "not-capable",
          invited == 0
              ? "no station of the target can take part: " + exclusions(fsr)
              : "only a part can be served and partialAccepted is false: " + exclusions(fsr));
    }
    return Parts.state(fsr, partial ? FsrState.PARTIALLY_ACCEPTED : FsrState.ACCEPTED, "", now);
  }

  /** Whether a setpoint asks for more than the stations can be given, by more than a step. */
  private boolean shortOfPower(FsrRecord fsr) {
    Long powerW = fsr.setpointW();
    if (powerW == null || fsr.request().serviceClass() != Fsr.ServiceClass.SETPOINT) {
      return false;
    }
    long committed = 0;
    double step = 1;
    for (Participation part : fsr.participations()) {
      committed += part.allocatedW();
      Optional<StationView> view = resources.station(part.stationId());
      if (view.isPresent()) {
        step = Math.max(step, Headroom.of(view.get(), settings).quantumW());
      }
    }
    return powerW - committed > step;
  }

  private static long count(FsrRecord fsr, String reason) {
    return fsr.participations().stream().filter(part -> part.reason().equals(reason)).count();
  }

  private static String exclusions(FsrRecord fsr) {
    return "ALREADY_COMMITTED "
        + count(fsr, FsrLifeCycle.ALREADY_COMMITTED)
        + ", UNREACHABLE "
        + count(fsr, FsrLifeCycle.UNREACHABLE)
        + ", MIN_CURRENT "
        + count(fsr, FsrLifeCycle.MIN_CURRENT)
        + ", committed "
        + fsr.participations().stream().mapToLong(Participation::allocatedW).sum()
        + " W of "
        + fsr.setpointW()
        + " W";
  }
}
