package dev.sluice.flexibility;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The flexibility core. One lock guards all state; commands and notifications leave outside of it,
 * in order. What an FO is told was saved before, and so is what a station may hold.
 */
public final class FsrEngine implements FlexibilityCore {
  private static final System.Logger LOG = System.getLogger(FsrEngine.class.getName());

  private final FsrStore store;
  private final Resources resources;
  private final Commands commands;
  private final Clock clock;
  private final EngineSettings settings;
  private final FsrLifeCycle lifeCycle;
  private final FsrAdmission admission;
  private final FsrRegister register;
  private final StationDispatch dispatch;
  private final ReentrantLock lock = new ReentrantLock();
  private final SerialOutlet<Command> commandsOut = new SerialOutlet<>();
  private final SerialOutlet<Notification> notificationsOut = new SerialOutlet<>();
  private final Map<FsrKey, Instant> releaseDue = new HashMap<>();
  private volatile Consumer<Notification> listener = notification -> {};

  public FsrEngine(
      FsrStore store,
      Resources resources,
      Commands commands,
      Clock clock,
      EngineSettings settings) {
    this.store = store;
    this.resources = resources;
    this.commands = commands;
    this.clock = clock;
    this.settings = settings;
    this.lifeCycle = new FsrLifeCycle(settings, resources);
    this.admission = new FsrAdmission(store, resources, settings, lifeCycle);
    this.register = new FsrRegister(store, clock, notificationsOut::put);
    this.dispatch = new StationDispatch(register, lifeCycle, resources, settings, commandsOut::put);
  }

  /** Is told of each notification after it is durable, in order; must not block. */
  public void onNotification(Consumer<Notification> newListener) {
    listener = newListener;
  }

  /**
   * Resumes what was open when the gateway ended; the following ticks continue or release it.
   *
   * @throws Refusal {@code temporarily-unavailable} when the store cannot be read
   */
  public void start() {
    locked(
        () -> {
          register.load();
          return Boolean.TRUE;
        });
  }

  /** Lets time pass: windows open and close, limits are renewed, repeated and released. */
  public void tick() {
    locked(
        () -> {
          Instant now = clock.instant();
          dispatch.sweep(now);
          for (FsrRecord fsr : register.all()) {
            advance(FsrKey.of(fsr), now);
          }
          tellIfDurable(register.stations(), now);
          reportExposure(now);
          return register.flush();
        });
  }

  @Override
  public Received request(Fsr request, String contentHash) {
    return locked(
        () -> {
          Instant now = clock.instant();
          FsrKey key = new FsrKey(request.foId(), request.fsrId());
          Optional<FsrRecord> known = find(key);
          if (known.isPresent() && known.get().contentHash().equals(contentHash)) {
            register.adopt(known.get());
            return new Received(Receipt.REPEATED, known.get());
          }
          FsrRecord decided =
              known.isPresent()
                  ? admission.revise(known.get(), request, contentHash, register.all(), now)
                  : admission.admit(request, contentHash, register.all(), now);
          register.now(List.of(decided));
          advance(key, now);
          tellIfDurable(stations(decided), now);
          return new Received(known.isPresent() ? Receipt.REVISED : Receipt.CREATED, decided);
        });
  }

  @Override
  public FsrRecord setpoint(String foId, String fsrId, long seq, long powerW) {
    return locked(
        () -> {
          Instant now = clock.instant();
          FsrKey key = new FsrKey(foId, fsrId);
          FsrRecord fsr = known(key);
          boolean ended = fsr.state().terminal() || fsr.state() == FsrState.RELEASING;
          if (ended || !now.isBefore(fsr.request().end())) {
            throw new Refusal("state-conflict", "FSR " + fsrId + " has ended");
          }
          if (fsr.request().staleAfterMs() == null) {
            throw new Refusal("state-conflict", "FSR " + fsrId + " is not streamed");
          }
          if (powerW < 0) {
            throw new Refusal("semantic-violation", "power must be at least 0 W, was " + powerW);
          }
          Long inForce = fsr.setpointW();
          if (seq == fsr.setpointSeq() && seq > 0 && inForce != null && inForce == powerW) {
            return fsr; // the answer to it was lost
          }
          if (seq <= fsr.setpointSeq()) {
            throw new Refusal("stale", "seq " + seq + " is not newer than " + fsr.setpointSeq());
          }
          FsrRecord next = Parts.setpoint(fsr, seq, powerW, now);
          if (next.state() == FsrState.SUSPENDED) {
            next = Parts.state(next, FsrState.ACTIVE, "", now);
          }
          next = lifeCycle.step(next, now, id -> dispatch.paused(id, now));
          dispatch.tell(next, stations(next), now);
          return register.find(key).orElse(next);
        });
  }

  @Override
  public FsrRecord cancel(String foId, String fsrId) {
    return locked(
        () -> {
          Instant now = clock.instant();
          FsrKey key = new FsrKey(foId, fsrId);
          FsrRecord fsr = known(key);
          if (!fsr.state().terminal() && fsr.state() != FsrState.RELEASING) {
            fsr = lifeCycle.settle(lifeCycle.release(fsr, "cancelled", now), now);
            register.later(fsr);
            tellIfDurable(stations(fsr), now);
          }
          boolean memory = register.find(key).isPresent();
          // Releasing is safe without the store; saying that it was taken down is not.
          if (memory && !register.flush() && !register.saved(key)) {
            throw new Refusal(
                "temporarily-unavailable", "stations are being released, but it is not recorded");
          }
          return fsr;
        });
  }

  @Override
  public Optional<FsrRecord> find(String foId, String fsrId) {
    return locked(() -> find(new FsrKey(foId, fsrId)));
  }

  @Override
  public Group putGroup(String foId, String groupId, List<String> stations) {
    return putGroup(foId, groupId, stations, null);
  }

  @Override
  public Group putGroup(String foId, String groupId, List<String> stations, long ifVersion) {
    return putGroup(foId, groupId, stations, Long.valueOf(ifVersion));
  }

  private Group putGroup(
      String foId, String groupId, List<String> stations, @Nullable Long ifVersion) {
    return locked(
        () -> {
          Optional<Group> old = store.findGroup(foId, groupId);
          long found = old.map(Group::version).orElse(0L);
          if (ifVersion != null && ifVersion != found) {
            throw new Refusal(
                "precondition-failed",
                found == 0
                    ? "there is no group " + groupId + " yet"
                    : "group " + groupId + " is at version " + found + ": read it again");
          }
          List<String> before = old.map(Group::stations).orElse(List.of());
          List<String> members = new ArrayList<>(new LinkedHashSet<>(stations));
          if (members.isEmpty() || members.size() > settings.maxTargets()) {
            throw new Refusal(
                "semantic-violation", "a group has 1 to " + settings.maxTargets() + " stations");
          }
          for (String member : members) {
            // After a restart a member may not have connected yet; only new names must be known.
            if (!before.contains(member) && resources.station(member).isEmpty()) {
              throw new Refusal("unknown-resource", "there is no station " + member);
            }
          }
          Group group = new Group(foId, groupId, members, found + 1);
          store.saveGroup(group);
          return group;
        });
  }

  @Override
  public Optional<Group> group(String foId, String groupId) {
    return locked(() -> store.findGroup(foId, groupId));
  }

  @Override
  public void commandEnded(Command command, CommandResult result) {
    locked(
        () -> {
          Instant now = clock.instant();
          Set<String> next = dispatch.ended(command, result, now);
          tellIfDurable(next, now);
          return Boolean.TRUE;
        });
  }

  @Override
  public void reachabilityChanged(String stationId) {
    locked(
        () -> {
          Instant now = clock.instant();
          dispatch.forget(stationId);
          Set<String> touched = new LinkedHashSet<>();
          for (FsrRecord fsr : register.at(stationId)) {
            advance(FsrKey.of(fsr), now);
            touched.addAll(stations(fsr));
          }
          tellIfDurable(touched, now);
          return Boolean.TRUE;
        });
  }

  @Override
  public void releaseAll(String reason) {
    locked(
        () -> {
          Instant now = clock.instant();
          String why = reason.isBlank() ? "kill-switch" : reason;
          for (FsrRecord fsr : register.all()) {
            if (!fsr.state().terminal() && fsr.state() != FsrState.RELEASING) {
              register.later(lifeCycle.settle(lifeCycle.release(fsr, why, now), now));
            }
          }
          tellIfDurable(register.stations(), now);
          return register.flush();
        });
  }

  /** How many FSRs have not ended. */
  public int openFsrs() {
    return locked(() -> register.all().size());
  }

  private void advance(FsrKey key, Instant now) {
    Optional<FsrRecord> before = register.find(key);
    if (before.isEmpty()) {
      return;
    }
    FsrRecord fsr = lifeCycle.step(before.get(), now, id -> dispatch.paused(id, now));
    if (fsr.state() == FsrState.ACTIVE
        && fsr.request().serviceClass() == Fsr.ServiceClass.RELEASE) {
      fsr = releaseTarget(fsr, now);
    }
    register.later(fsr);
  }

  /** Ends the FO's running FSRs on the target of a RELEASE, and takes over what they installed. */
  private FsrRecord releaseTarget(FsrRecord release, Instant now) {
    Set<String> target = stations(release);
    Map<String, Instant> installed = new HashMap<>();
    for (FsrRecord other : register.all()) {
      boolean running = other.state() == FsrState.ACTIVE || other.state() == FsrState.SUSPENDED;
      if (!running
          || !other.request().foId().equals(release.request().foId())
          || other.request().serviceClass() == Fsr.ServiceClass.RELEASE) {
        continue;
      }
      boolean whole = true;
      boolean touched = false;
      for (Participation part : other.participations()) {
        boolean inside = target.contains(part.stationId());
        touched |= inside;
        whole &= inside || part.state() == Participation.State.NOT_ELIGIBLE;
        Instant until = part.installedUntil();
        if (inside && until != null) {
          installed.merge(part.stationId(), until, (a, b) -> a.isAfter(b) ? a : b);
        }
      }
      if (touched) {
        register.later(whole ? ended(other, now) : left(other, target, now));
      }
    }
    FsrRecord told =
        Parts.each(
            release, now, part -> Parts.installed(part, null, installed.get(part.stationId())));
    return lifeCycle.settle(lifeCycle.release(told, "", now), now);
  }

  private FsrRecord ended(FsrRecord fsr, Instant now) {
    return lifeCycle.settle(lifeCycle.release(fsr, "released", now), now);
  }

  private FsrRecord left(FsrRecord fsr, Set<String> target, Instant now) {
    FsrRecord rest =
        Parts.each(
            fsr,
            now,
            part ->
                target.contains(part.stationId())
                        && part.state() != Participation.State.NOT_ELIGIBLE
                    ? Parts.share(Parts.state(part, Participation.State.LEFT, ""), 0)
                    : part);
    return lifeCycle.step(rest, now, id -> dispatch.paused(id, now));
  }

  /** Without the store no limit is sent or renewed: what is installed lapses. */
  private void tellIfDurable(Collection<String> stations, Instant now) {
    try {
      dispatch.tell(null, stations, now);
    } catch (FsrStore.StoreUnavailable e) {
      LOG.log(System.Logger.Level.WARNING, "limits not sent, the store does not take them", e);
    }
  }

  private void reportExposure(Instant now) {
    releaseDue.keySet().removeIf(key -> register.find(key).isEmpty());
    for (FsrRecord fsr : register.all()) {
      if (fsr.state() != FsrState.RELEASING) {
        continue;
      }
      FsrKey key = FsrKey.of(fsr);
      Instant due = releaseDue.computeIfAbsent(key, k -> now.plus(settings.releaseDeadline()));
      if (!now.isBefore(due)) {
        long held =
            fsr.participations().stream().filter(part -> part.installedUntil() != null).count();
        String detail = held + " stations have not confirmed the release; their limits lapse";
        register.tell(fsr, Changes.of(fsr, now, "EXPOSURE", fsr.state().name(), detail));
        releaseDue.put(key, Instant.MAX);
      }
    }
  }

  private Optional<FsrRecord> find(FsrKey key) {
    Optional<FsrRecord> open = register.find(key);
    return open.isPresent() ? open : store.find(key.foId(), key.fsrId());
  }

  private FsrRecord known(FsrKey key) {
    return find(key)
        .orElseThrow(() -> new Refusal("unknown-resource", "there is no FSR " + key.fsrId()));
  }

  private static Set<String> stations(FsrRecord fsr) {
    Set<String> stations = new LinkedHashSet<>();
    fsr.participations().forEach(part -> stations.add(part.stationId()));
    return stations;
  }

  private <T> T locked(Supplier<T> work) {
    try {
      lock.lock();
      try {
        return work.get();
      } catch (FsrStore.StoreUnavailable e) {
        throw new Refusal("temporarily-unavailable", "the store does not answer: retry later");
      } finally {
        lock.unlock();
      }
    } finally {
      commandsOut.deliver(commands::submit);
      notificationsOut.deliver(notification -> listener.accept(notification));
    }
  }
}
