package dev.sluice.flexibility;

import dev.sluice.model.StationView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a station must be told next, over all FSRs that hold it. There is one profile of the
 * gateway at a station; it carries the lowest share, so ending one FSR re-applies what is left.
 */
final class StationPlan {
  private final RenewalSchedule schedule;
  private final EngineSettings settings;

  StationPlan(EngineSettings settings) {
    this.settings = settings;
    this.schedule = new RenewalSchedule(settings);
  }

  /** A command and the FSR that answers for it. */
  record Step(Command command, FsrRecord owner) {}

  /** One FSR's claim on the station. */
  private record Claim(FsrRecord fsr, Participation part) {}

  /**
   * @param fsrs the FSRs that have a participation of the station
   * @param post what it was told last
   */
  Optional<Step> next(StationView station, List<FsrRecord> fsrs, StationPost post, Instant now) {
    if (!station.injectable()) {
      return Optional.empty();
    }
    List<Claim> claims =
        fsrs.stream()
            .flatMap(fsr -> Parts.of(fsr, station.stationId()).map(p -> new Claim(fsr, p)).stream())
            .toList();
    Optional<Claim> lowest =
        claims.stream()
            .filter(StationPlan::limits)
            .min(
                Comparator.<Claim>comparingLong(c -> c.part().allocatedW())
                    .thenComparing(c -> c.fsr().request().end(), Comparator.reverseOrder())
                    .thenComparing(c -> c.fsr().request().foId())
                    .thenComparing(c -> c.fsr().request().fsrId()));
    if (lowest.isPresent()) {
      return limit(station, lowest.get(), post, now);
    }
    // A station that refused or was away keeps what it has until it can be told something better.
    return claims.stream().anyMatch(StationPlan::waits)
        ? Optional.empty()
        : claims.stream()
            .filter(c -> c.part().installedUntil() != null)
            .findFirst()
            .flatMap(c -> release(station, c, post, now));
  }

  private static boolean limits(Claim claim) {
    if (claim.fsr().state() != FsrState.ACTIVE || claim.fsr().setpointW() == null) {
      return false;
    }
    return switch (claim.part().state()) {
      case ARMED, DELIVERING -> true;
      case LIMITED -> !claim.part().reason().equals(FsrLifeCycle.LOCAL_LIMIT);
      case INVITED, NOT_ELIGIBLE, UNREACHABLE, RELEASING, DONE, LEFT, FAILED -> false;
    };
  }

  private static boolean waits(Claim claim) {
    Participation.State state = claim.part().state();
    return claim.fsr().state() == FsrState.ACTIVE
        && claim.part().installedUntil() != null
        && (state == Participation.State.UNREACHABLE
            || state == Participation.State.FAILED
            || state == Participation.State.LIMITED);
  }

  private Optional<Step> limit(StationView station, Claim claim, StationPost post, Instant now) {
    Instant end = claim.fsr().request().end();
    Command last = post.command();
    Command.Kind kind = Command.Kind.APPLY;
    if (last != null
        && last.kind() != Command.Kind.RELEASE
        && last.limitW() == claim.part().allocatedW()
        && !last.validUntil().isAfter(end)
        && FsrKey.of(claim.fsr()).equals(post.owner())) {
      if (post.open() || (!post.settled() && now.isBefore(post.notBefore()))) {
        return Optional.empty();
      }
      if (post.settled()) {
        if (!schedule.renewalDue(post.sentAt(), last.validUntil(), end, now)) {
          return Optional.empty();
        }
        kind = last.validUntil().isAfter(now) ? Command.Kind.RENEW : Command.Kind.APPLY;
      }
    }
    return Optional.of(
        step(
            station,
            claim.fsr(),
            kind,
            claim.part().allocatedW(),
            schedule.validFrom(now),
            schedule.validUntil(now, end)));
  }

  /**
   * What keeps a station at the limit that it has, while it cannot be given the one that it should
   * have; without it the limit would end and nothing would hold the station.
   *
   * @param post what the station was told last
   */
  Optional<Step> hold(StationView station, FsrRecord owner, StationPost post, Instant now) {
    Command last = post.command();
    Instant end = owner.request().end();
    if (last == null || last.kind() == Command.Kind.RELEASE || post.open()) {
      return Optional.empty();
    }
    boolean due =
        post.settled()
            ? schedule.renewalDue(post.sentAt(), last.validUntil(), end, now)
            : !now.isBefore(post.notBefore());
    if (!due) {
      return Optional.empty();
    }
    return Optional.of(
        step(
            station,
            owner,
            Command.Kind.RENEW,
            last.limitW(),
            schedule.validFrom(now),
            schedule.validUntil(now, end)));
  }

  private Optional<Step> release(StationView station, Claim claim, StationPost post, Instant now) {
    @Nullable Command last = post.command();
    if (last != null
        && last.kind() == Command.Kind.RELEASE
        && (post.open() || now.isBefore(post.notBefore()))) {
      return Optional.empty();
    }
    return Optional.of(step(station, claim.fsr(), Command.Kind.RELEASE, 0, now, now));
  }

  private Step step(
      StationView station,
      FsrRecord owner,
      Command.Kind kind,
      long limitW,
      Instant from,
      Instant until) {
    Fsr request = owner.request();
    return new Step(
        new Command(
            UUID.randomUUID().toString(),
            request.fsrId(),
            request.serviceClass().useCase(),
            kind,
            station.stationId(),
            station.protocol(),
            limitW,
            Headroom.phases(station),
            Headroom.voltageV(station),
            from,
            until,
            settings.profileId()),
        owner);
  }
}
