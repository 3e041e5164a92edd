package dev.sluice.flexibility;

import dev.sluice.model.StationView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells stations what they must be told, and takes their answers. What a station may have been told
 * is saved before it is told. Called under the engine's lock.
 */
final class StationDispatch {
  private final FsrRegister register;
  private final FsrLifeCycle lifeCycle;
  private final Resources resources;
  private final EngineSettings settings;
  private final Consumer<Command> out;
  private final StationPlan plan;
  private final RenewalSchedule schedule;
  private final Map<String, StationPost> posts = new HashMap<>();

  StationDispatch(
      FsrRegister register,
      FsrLifeCycle lifeCycle,
      Resources resources,
      EngineSettings settings,
      Consumer<Command> out) {
    this.register = register;
    this.lifeCycle = lifeCycle;
    this.resources = resources;
    this.settings = settings;
    this.out = out;
    this.plan = new StationPlan(settings);
    this.schedule = new RenewalSchedule(settings);
  }

  private StationPost post(String stationId) {
    return posts.getOrDefault(stationId, StationPost.NONE);
  }

  /** Whether the station is left alone after it refused or was away. */
  boolean paused(String stationId, Instant now) {
    return now.isBefore(post(stationId).pausedUntil());
  }

  /** The link is new: whatever the station was told, it is told again, and at once. */
  void forget(String stationId) {
    posts.computeIfPresent(stationId, (id, post) -> post.forgotten());
  }

  /** Counts answers that never came as unknown, and drops what no FSR needs any more. */
  void sweep(Instant now) {
    posts.keySet().retainAll(register.stations());
    posts.replaceAll(
        (stationId, post) ->
            post.open() && !now.isBefore(post.sentAt().plus(settings.answerDeadline()))
                ? post.failed(schedule.retryAt(now, post.attempts()))
                : post);
  }

  /**
   * Tells the stations what they must be told now.
   *
   * @param first a record to be saved in any case, in force for these decisions already; null for
   *     none
   * @throws FsrStore.StoreUnavailable when no limit was sent because it could not be saved;
   *     releases were sent
   */
  void tell(@Nullable FsrRecord first, Collection<String> stations, Instant now) {
    Map<FsrKey, FsrRecord> staged = new LinkedHashMap<>();
    if (first != null) {
      staged.put(FsrKey.of(first), first);
    }
    List<StationPlan.Step> limits = new ArrayList<>();
    List<StationPlan.Step> releases = new ArrayList<>();
    for (String stationId : stations) {
      Optional<StationView> view = resources.station(stationId);
      if (view.isEmpty()) {
        continue;
      }
      List<FsrRecord> fsrs = new ArrayList<>();
      for (FsrRecord fsr : register.at(stationId)) {
        fsrs.add(staged.getOrDefault(FsrKey.of(fsr), fsr));
      }
      Optional<StationPlan.Step> next = plan.next(view.get(), fsrs, post(stationId), now);
      if (next.isEmpty() && post(stationId).settled()) {
        alreadyMet(stationId, post(stationId), now);
      }
      if (next.isPresent() && next.get().command().kind() == Command.Kind.RELEASE) {
        releases.add(next.get());
      } else if (next.isPresent()) {
        Optional<StationPlan.Step> step =
            raisesTooEarly(next.get())
                ? plan.hold(view.get(), next.get().owner(), post(stationId), now)
                : next;
        step.ifPresent(
            limit -> {
              limits.add(limit);
              FsrRecord owner = limit.owner();
              staged.put(FsrKey.of(owner), mayHold(owner, limit.command(), now));
            });
      }
    }
    for (StationPlan.Step release : releases) {
      send(release, now);
    }
    // The record that the caller acknowledges comes last: were it saved alone, a repetition of a
    // refused setpoint would be stale.
    List<FsrRecord> order = new ArrayList<>(staged.values());
    Collections.reverse(order);
    register.now(order);
    for (StationPlan.Step limit : limits) {
      send(limit, now);
    }
  }

  /**
   * A station gets more only after the others have confirmed less: until then the whole target
   * could draw more than the value in force. What waits is told by a later call.
   */
  private boolean raisesTooEarly(StationPlan.Step step) {
    Long total = step.owner().setpointW();
    Participation part = Parts.of(step.owner(), step.command().stationId()).orElse(null);
    // Without a limit of ours the station draws what it likes: any limit is less than that.
    if (total == null
        || part == null
        || part.installedUntil() == null
        || step.command().limitW() <= mayDrawW(part)) {
      return false;
    }
    long sum = 0;
    for (Participation each : step.owner().participations()) {
      sum += Math.max(mayDrawW(each), each.allocatedW());
    }
    return sum > total;
  }

  /** The highest limit, W, that the station may have in force; 0 when it has none of ours. */
  private long mayDrawW(Participation part) {
    Long confirmed = part.confirmedW();
    return part.installedUntil() == null
        ? 0
        : Math.max(confirmed == null ? 0 : confirmed, post(part.stationId()).highestW());
  }

  private static FsrRecord mayHold(FsrRecord owner, Command command, Instant now) {
    return Parts.one(
        owner,
        command.stationId(),
        now,
        part -> {
          Instant old = part.installedUntil();
          Instant until = command.validUntil();
          return Parts.installed(
              part, part.confirmedW(), old != null && old.isAfter(until) ? old : until);
        });
  }

  private void send(StationPlan.Step step, Instant now) {
    String stationId = step.command().stationId();
    // The owner as planned: before the validity of this command was added to it.
    Instant before =
        Parts.of(step.owner(), stationId).map(Participation::installedUntil).orElse(null);
    posts.put(
        stationId, post(stationId).told(step.command(), FsrKey.of(step.owner()), before, now));
    out.accept(step.command());
  }

  /**
   * Takes the end of a command.
   *
   * @return stations of the FSRs whose shares changed, to be told next
   */
  Set<String> ended(Command command, CommandResult result, Instant now) {
    String stationId = command.stationId();
    StationPost post = post(stationId);
    Command newest = post.command();
    if (newest == null || !newest.commandId().equals(command.commandId())) {
      return Set.of();
    }
    boolean release = newest.kind() == Command.Kind.RELEASE;
    Instant retryAt = schedule.retryAt(now, post.attempts());
    switch (result.outcome()) {
      case CONFIRMED -> confirmed(newest, post, now);
      case UNKNOWN, SUPERSEDED -> posts.put(stationId, post.failed(retryAt));
      case REFUSED, UNREACHABLE -> {
        if (release) {
          posts.put(stationId, post.failed(retryAt));
        } else {
          boolean refused = result.outcome() == CommandResult.Outcome.REFUSED;
          posts.put(stationId, post.paused(refused ? now.plus(settings.refusalPause()) : retryAt));
          return notTaken(newest, post, refused, now);
        }
      }
    }
    return Set.of();
  }

  private void confirmed(Command command, StationPost post, Instant now) {
    String stationId = command.stationId();
    boolean release = command.kind() == Command.Kind.RELEASE;
    if (release) {
      posts.remove(stationId);
    } else {
      posts.put(stationId, post.confirmed());
    }
    for (FsrRecord fsr : register.at(stationId)) {
      boolean owner = !release && FsrKey.of(fsr).equals(post.owner());
      FsrRecord next =
          Parts.one(fsr, stationId, now, part -> obeyed(fsr, part, command, owner, release));
      register.later(next.state() == FsrState.RELEASING ? lifeCycle.settle(next, now) : next);
    }
  }

  /** What the station confirmed for one FSR may be all that another one, begun since, wants. */
  private void alreadyMet(String stationId, StationPost post, Instant now) {
    Command held = post.command();
    if (held == null || held.kind() == Command.Kind.RELEASE || !held.validUntil().isAfter(now)) {
      return;
    }
    for (FsrRecord fsr : register.at(stationId)) {
      if (fsr.state() == FsrState.ACTIVE && !FsrKey.of(fsr).equals(post.owner())) {
        register.later(
            Parts.one(
                fsr,
                stationId,
                now,
                part ->
                    part.state() == Participation.State.ARMED
                        ? obeyed(fsr, part, held, false, false)
                        : part));
      }
    }
  }

  private static Participation obeyed(
      FsrRecord fsr, Participation part, Command command, boolean owner, boolean release) {
    boolean takesPart =
        fsr.state() == FsrState.ACTIVE
            && (part.state() == Participation.State.ARMED
                || part.state() == Participation.State.DELIVERING
                || part.state() == Participation.State.LIMITED);
    if (owner) {
      Participation held = Parts.installed(part, command.limitW(), command.validUntil());
      return takesPart ? Parts.state(held, Participation.State.DELIVERING, "") : held;
    }
    // The station has one profile of ours, so what it was told for another FSR is replaced.
    Participation gone = FsrLifeCycle.influenceGone(fsr, part);
    if (release || !takesPart) {
      return gone;
    }
    Participation met = Parts.installed(gone, command.limitW(), null);
    boolean held =
        fsr.request().serviceClass() == Fsr.ServiceClass.SETPOINT
            && command.limitW() < part.allocatedW();
    return held
        ? Parts.state(met, Participation.State.LIMITED, FsrLifeCycle.ALREADY_COMMITTED)
        : Parts.state(met, Participation.State.DELIVERING, "");
  }

  private Set<String> notTaken(Command command, StationPost post, boolean refused, Instant now) {
    String stationId = command.stationId();
    Set<String> touched = new LinkedHashSet<>();
    for (FsrRecord fsr : register.at(stationId)) {
      boolean owner = FsrKey.of(fsr).equals(post.owner());
      FsrRecord next =
          Parts.one(
              fsr,
              stationId,
              now,
              part -> without(fsr, part, owner ? post.before() : part.installedUntil(), refused));
      if (next.state() == FsrState.RELEASING) {
        next = lifeCycle.settle(next, now);
      } else if (next.state() == FsrState.ACTIVE) {
        next = lifeCycle.step(next, now, id -> paused(id, now));
      }
      register.later(next);
      next.participations().forEach(part -> touched.add(part.stationId()));
    }
    return touched;
  }

  private static Participation without(
      FsrRecord fsr, Participation part, @Nullable Instant stillHeld, boolean refused) {
    if (stillHeld == null && fsr.state() != FsrState.ACTIVE) {
      return FsrLifeCycle.influenceGone(fsr, part);
    }
    Participation back =
        Parts.installed(part, stillHeld == null ? null : part.confirmedW(), stillHeld);
    if (fsr.state() != FsrState.ACTIVE) {
      return back;
    }
    return switch (part.state()) {
      case INVITED, NOT_ELIGIBLE, RELEASING, DONE, LEFT -> back;
      case UNREACHABLE, ARMED, DELIVERING, LIMITED, FAILED ->
          refused
              ? Parts.state(
                  back,
                  stillHeld == null ? Participation.State.FAILED : Participation.State.LIMITED,
                  FsrLifeCycle.LOCAL_LIMIT)
              : Parts.state(back, Participation.State.UNREACHABLE, FsrLifeCycle.UNREACHABLE);
    };
  }
}
