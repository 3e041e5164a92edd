package dev.sluice.flexibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FsrEngineTest {
  private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");

  private final MemoryStore store = new MemoryStore();
  private final ResourceBook book = new ResourceBook();
  private final List<Command> sent = new ArrayList<>();
  private final ManualClock clock = new ManualClock();
  private FsrEngine engine = engine();

  @BeforeEach
  void threeStationsAreThere() {
    for (String id : List.of("a", "b", "c")) {
      book.connected(id, id.equals("a") ? "ocpp1.6" : "ocpp2.0.1");
      book.injectable(id);
    }
    engine.start();
  }

  private FsrEngine engine() {
    return new FsrEngine(store, book, sent::add, clock, EngineSettings.defaults());
  }

  @Test
  void anEnvelopeIsSplitConfirmedRenewedReleasedAndCompleted() {
    engine.request(envelope("e", 30_000L, 600), "h");
    assertThat(sent).hasSize(3).allMatch(c -> c.kind() == Command.Kind.APPLY);
    assertThat(sent.stream().mapToLong(Command::limitW).sum()).isBetween(29_930L, 30_000L);
    assertThat(sent).allMatch(c -> c.validUntil().equals(T0.plusSeconds(300)));
    confirmAll();
    assertThat(record("e").participations())
        .allMatch(p -> p.state() == Participation.State.DELIVERING && p.confirmedW() != null);

    pass(121);
    assertThat(sent).hasSize(3).allMatch(c -> c.kind() == Command.Kind.RENEW);
    confirmAll();
    pass(250);
    confirmAll();
    pass(200);
    assertThat(sent).allMatch(c -> c.validUntil().equals(T0.plusSeconds(600)));
    confirmAll();
    pass(30);
    assertThat(sent).hasSize(3).allMatch(c -> c.kind() == Command.Kind.RELEASE);
    assertThat(record("e").state()).isEqualTo(FsrState.RELEASING);
    confirmAll();
    engine.tick();
    assertThat(record("e").state()).isEqualTo(FsrState.COMPLETED);
    assertThat(store.find("fo", "e").orElseThrow().state()).isEqualTo(FsrState.COMPLETED);
  }

  @Test
  void whatAStationMayHoldIsStoredBeforeItIsTold() {
    List<Instant> stored = new ArrayList<>();
    FsrEngine watched =
        new FsrEngine(
            store,
            book,
            c ->
                stored.add(
                    Parts.of(store.find("fo", "e").orElseThrow(), c.stationId())
                        .orElseThrow()
                        .installedUntil()),
            clock,
            EngineSettings.defaults());
    watched.start();
    watched.request(envelope("e", 30_000L, 600), "h");
    assertThat(stored).hasSize(3).containsOnly(T0.plusSeconds(300));
  }

  @Test
  void theSameRequestIsTakenOnceAndTheIdIsNotReused() {
    assertThat(engine.request(envelope("e", 30_000L, 600), "h").receipt())
        .isEqualTo(FlexibilityCore.Receipt.CREATED);
    sent.clear();
    assertThat(engine.request(envelope("e", 30_000L, 600), "h").receipt())
        .isEqualTo(FlexibilityCore.Receipt.REPEATED);
    assertThat(sent).isEmpty();
    refused("id-reused", () -> engine.request(envelope("e", 20_000L, 600), "other"));
  }

  @Test
  void aStationHasOneSetpointOwner() {
    engine.request(setpoint("s1", 20_000L, null, List.of("a", "b"), false), "1");
    refused(
        "over-commitment",
        () -> engine.request(setpoint("s2", 5_000L, null, List.of("b"), true), "2"));
    refused(
        "over-commitment",
        () -> engine.request(setpoint("s3", 5_000L, null, List.of("b", "c"), false), "3"));
    FsrRecord partial =
        engine.request(setpoint("s3", 5_000L, null, List.of("b", "c"), true), "3").fsr();
    assertThat(partial.state()).isEqualTo(FsrState.PARTIALLY_ACCEPTED);
    assertThat(partial.participations().get(0).reason()).isEqualTo("ALREADY_COMMITTED");
  }

  @Test
  void theLowestShareWinsAndEndingItReappliesTheOther() {
    engine.request(setpoint("s", 10_000L, null, List.of("b"), false), "s");
    confirmAll();
    engine.request(
        fsr("e", Fsr.ServiceClass.ENVELOPE, 6_000L, null, List.of("b"), 600, false), "e");
    assertThat(sent).extracting(Command::limitW).containsExactly(6_000L);
    confirmAll();
    assertThat(record("s").participations().get(0).state()).isEqualTo(Participation.State.LIMITED);
    engine.cancel("fo", "e");
    assertThat(sent).extracting(Command::limitW).containsExactly(10_000L);
    assertThat(record("e").state()).isEqualTo(FsrState.RELEASING);
    confirmAll();
    assertThat(record("e").state()).isEqualTo(FsrState.CANCELLED);
    assertThat(record("s").participations().get(0).state())
        .isEqualTo(Participation.State.DELIVERING);
  }

  @Test
  void aLimitThatHoldsAlreadyCountsForAnFsrThatBeginsLater() {
    engine.request(
        fsr("e", Fsr.ServiceClass.ENVELOPE, 6_000L, null, List.of("b"), 600, false), "e");
    confirmAll();
    engine.request(
        fsr("e2", Fsr.ServiceClass.ENVELOPE, 6_000L, null, List.of("b"), 300, false), "e2");
    engine.tick();
    assertThat(sent).isEmpty();
    assertThat(record("e2").participations().get(0).state())
        .isEqualTo(Participation.State.DELIVERING);
    assertThat(record("e2").participations().get(0).confirmedW()).isEqualTo(6_000L);
  }

  @Test
  void stationsInUseAreServedBeforeFreeOnes() {
    charging("a", false);
    charging("b", true);
    charging("c", false);
    engine.request(envelope("e", 12_000L, 600), "e");
    assertThat(limit("b")).isEqualTo(12_000L);
    assertThat(limit("a")).isZero();
    assertThat(limit("c")).isZero();
  }

  @Test
  void whatTheStationsInUseCannotTakeGoesToTheFreeOnes() {
    charging("a", false);
    charging("b", true);
    charging("c", false);
    engine.request(envelope("e", 50_000L, 600), "e");
    assertThat(limit("b")).isEqualTo(22_080L);
    assertThat(limit("a") + limit("c")).isBetween(27_800L, 27_920L);
  }

  @Test
  void aStationGetsMoreOnlyAfterAnotherHasConfirmedLess() {
    charging("a", false);
    charging("b", true);
    charging("c", false);
    engine.request(envelope("e", 12_000L, 600), "e");
    confirmAll();

    charging("b", false);
    charging("c", true);
    engine.tick();
    assertThat(sent).extracting(Command::stationId).containsExactly("b");
    assertThat(limit("b")).isZero();
    engine.tick();
    assertThat(sent).hasSize(1);

    ended(sent.get(0), CommandResult.Outcome.UNKNOWN);
    engine.tick();
    assertThat(sent).extracting(Command::stationId).doesNotContain("c");
    pass(3);
    ended(sent.get(sent.size() - 1), CommandResult.Outcome.CONFIRMED);
    engine.tick();
    assertThat(limit("c")).isEqualTo(12_000L);
  }

  @Test
  void aStationThatMustWaitForMoreIsHeldAtWhatItHas() {
    charging("a", false);
    charging("b", true);
    charging("c", true);
    engine.request(envelope("e", 20_000L, 600), "e");
    confirmAll();
    charging("b", false);
    engine.tick();
    assertThat(sent).extracting(Command::stationId).containsExactly("b");
    List<Command> toldToC = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      unknownAll();
      pass(20);
      sent.stream().filter(c -> c.stationId().equals("c")).forEach(toldToC::add);
    }
    assertThat(toldToC)
        .hasSizeGreaterThan(1)
        .extracting(Command::kind, Command::limitW)
        .containsOnly(Tuple.tuple(Command.Kind.RENEW, 10_000L));
  }

  @Test
  void aLimitBeginsEarlyEnoughForAStationWhoseClockIsSlow() {
    engine.request(envelope("e", 30_000L, 600), "e");
    assertThat(sent).allMatch(c -> !c.validFrom().isAfter(T0.minusSeconds(900)));
  }

  @Test
  void aServiceThatNeverRanIsNotCompleted() {
    engine.request(envelope("never", 30_000L, 600), "n");
    unknownAll();
    pass(700);
    unknownAll();
    pass(20);
    assertThat(record("never").state()).isEqualTo(FsrState.FAILED);
    assertThat(record("never").reason()).isEqualTo("not-delivered");
  }

  @Test
  void aRevisionWithAValueEndsTheWaitForTheStream() {
    engine.request(setpoint("s", 20_000L, 12_000L, List.of("a", "b"), false), "s");
    confirmAll();
    pass(13);
    confirmAll();
    assertThat(record("s").state()).isEqualTo(FsrState.SUSPENDED);
    Fsr fixed = setpoint("s", 10_000L, null, List.of("a", "b"), false);
    engine.request(
        new Fsr(
            fixed.foId(),
            fixed.fsrId(),
            2,
            fixed.serviceClass(),
            null,
            fixed.stations(),
            fixed.start(),
            fixed.end(),
            fixed.powerW(),
            null,
            false),
        "s2");
    assertThat(record("s").state()).isEqualTo(FsrState.ACTIVE);
    assertThat(sent).extracting(Command::kind).contains(Command.Kind.APPLY);
  }

  @Test
  void aSetpointWhoseAnswerWasLostMayBeSentAgain() {
    engine.request(setpoint("s", 20_000L, 12_000L, List.of("a", "b"), false), "s");
    engine.setpoint("fo", "s", 7, 15_000);
    assertThat(engine.setpoint("fo", "s", 7, 15_000).setpointW()).isEqualTo(15_000L);
    refused("stale", () -> engine.setpoint("fo", "s", 7, 16_000));
  }

  @Test
  void whatAStationDrewThatCannotBeHeldIsNotGivenToTheOthers() {
    book.observe(
        new Observation(
            "a",
            null,
            null,
            1,
            null,
            true,
            List.of(new PowerSample(null, 11_000)),
            T0,
            null,
            null));
    charging("b", true);
    charging("c", false);
    book.disconnected("a");
    engine.reachabilityChanged("a");
    Fsr partial =
        fsr("e", Fsr.ServiceClass.ENVELOPE, 20_000L, null, List.of("a", "b", "c"), 600, true);
    engine.request(partial, "e");
    assertThat(limit("b")).isEqualTo(9_000L);
  }

  private void charging(String stationId, boolean charging) {
    book.observe(
        new Observation(stationId, null, null, 1, null, charging, List.of(), null, null, null));
  }

  private long limit(String stationId) {
    return sent.stream()
        .filter(c -> c.stationId().equals(stationId))
        .reduce((first, second) -> second)
        .orElseThrow()
        .limitW();
  }

  @Test
  void theNewestSetpointGoesOutAtOnceAndOnceSaved() {
    engine.request(setpoint("s", 20_000L, 12_000L, List.of("a", "b"), false), "s");
    List<Command> first = List.copyOf(sent);
    sent.clear();
    int saves = store.saves;
    engine.setpoint("fo", "s", 7, 40_000);
    assertThat(store.saves).isEqualTo(saves + 1);
    assertThat(sent).hasSize(2);
    first.forEach(c -> ended(c, CommandResult.Outcome.SUPERSEDED));
    confirmAll();
    assertThat(record("s").participations())
        .allMatch(p -> p.state() == Participation.State.DELIVERING)
        .allMatch(p -> Long.valueOf(p.allocatedW()).equals(p.confirmedW()));
    refused("stale", () -> engine.setpoint("fo", "s", 7, 10_000));
  }

  @Test
  void aStreamThatFallsSilentIsReleasedAndComesBack() {
    engine.request(setpoint("s", 20_000L, 12_000L, List.of("a", "b"), false), "s");
    confirmAll();
    pass(12);
    assertThat(record("s").state()).isEqualTo(FsrState.SUSPENDED);
    assertThat(sent).hasSize(2).allMatch(c -> c.kind() == Command.Kind.RELEASE);
    confirmAll();
    engine.setpoint("fo", "s", 1, 15_000);
    assertThat(record("s").state()).isEqualTo(FsrState.ACTIVE);
    assertThat(sent).hasSize(2).allMatch(c -> c.kind() == Command.Kind.APPLY);
  }

  @Test
  void theShareOfAStationThatRefusesGoesToTheOthers() {
    engine.request(setpoint("s", 20_000L, null, List.of("b", "c"), false), "s");
    List<Command> first = List.copyOf(sent);
    sent.clear();
    ended(first.get(0), CommandResult.Outcome.REFUSED);
    assertThat(record("s").participations().get(0).state()).isEqualTo(Participation.State.FAILED);
    assertThat(record("s").participations().get(0).reason()).isEqualTo("LOCAL_LIMIT");
    assertThat(sent).extracting(Command::limitW).containsExactly(20_000L);
  }

  @Test
  void anUnknownOutcomeIsRepeatedAfterAPause() {
    engine.request(setpoint("s", 10_000L, null, List.of("b"), false), "s");
    unknownAll();
    engine.tick();
    assertThat(sent).isEmpty();
    pass(1);
    unknownAll();
    pass(1);
    assertThat(sent).isEmpty();
    pass(1);
    assertThat(sent).hasSize(1);
  }

  @Test
  void aLostStationCountsUntilItsLimitHasLapsed() {
    engine.request(setpoint("s", 20_000L, null, List.of("b", "c"), false), "s");
    confirmAll();
    book.disconnected("b");
    engine.reachabilityChanged("b");
    assertThat(record("s").participations().get(0).state())
        .isEqualTo(Participation.State.UNREACHABLE);
    assertThat(sent).isEmpty();
    pass(121);
    confirmAll();
    pass(190);
    assertThat(sent).extracting(Command::limitW).containsExactly(20_000L);
    confirmAll();
    book.injectable("b");
    engine.reachabilityChanged("b");
    assertThat(sent).extracting(Command::limitW).containsExactlyInAnyOrder(10_000L, 10_000L);
  }

  @Test
  void afterARestartOpenServicesGoOnAndOverdueOnesAreReleased() {
    engine.request(setpoint("s", 20_000L, null, List.of("b", "c"), false), "s");
    confirmAll();
    engine.tick();
    engine = engine();
    engine.start();
    engine.tick();
    assertThat(sent).hasSize(2).allMatch(c -> c.kind() == Command.Kind.APPLY);
    clock.now = T0.plusSeconds(700);
    sent.clear();
    engine = engine();
    engine.start();
    engine.tick();
    assertThat(record("s").state()).isEqualTo(FsrState.COMPLETED);
  }

  @Test
  void withoutTheStoreNothingIsTakenOrRenewedButReleasesGoOut() {
    engine.request(setpoint("s", 20_000L, 60_000L, List.of("b", "c"), false), "s");
    confirmAll();
    store.broken = true;
    refused("temporarily-unavailable", () -> engine.request(envelope("e", 1L, 600), "e"));
    refused("temporarily-unavailable", () -> engine.setpoint("fo", "s", 1, 9_000));
    assertThat(record("s").setpointW()).isEqualTo(20_000L);
    assertThat(sent).isEmpty();
    engine.releaseAll("kill-switch");
    assertThat(sent).hasSize(2).allMatch(c -> c.kind() == Command.Kind.RELEASE);
    confirmAll();
    store.broken = false;
    engine.tick();
    assertThat(store.find("fo", "s").orElseThrow().state()).isEqualTo(FsrState.ABORTED);
  }

  @Test
  void aReleaseEndsTheFosServicesOnItsTarget() {
    engine.request(setpoint("s", 20_000L, null, List.of("b", "c"), false), "s");
    confirmAll();
    engine.request(fsr("r", Fsr.ServiceClass.RELEASE, null, null, List.of("c"), 60, false), "r");
    assertThat(sent)
        .extracting(c -> c.stationId() + c.kind() + c.limitW())
        .containsExactlyInAnyOrder("cRELEASE0");
    confirmAll();
    assertThat(record("r").state()).isEqualTo(FsrState.COMPLETED);
    engine.tick();
    assertThat(sent).extracting(Command::limitW).containsExactly(20_000L);
    assertThat(record("s").participations().get(1).state()).isEqualTo(Participation.State.LEFT);
  }

  @Test
  void aRevisionChangesTheValueAndARefusedOneLeavesTheOldInForce() {
    engine.request(setpoint("s", 20_000L, null, List.of("b", "c"), false), "s");
    confirmAll();
    Fsr old = record("s").request();
    Fsr newer =
        new Fsr(
            "fo",
            "s",
            2,
            old.serviceClass(),
            null,
            old.stations(),
            T0,
            T0.plusSeconds(200),
            12_000L,
            null,
            false);
    assertThat(engine.request(newer, "s2").receipt()).isEqualTo(FlexibilityCore.Receipt.REVISED);
    assertThat(sent).extracting(Command::limitW).containsExactly(6_000L, 6_000L);
    assertThat(sent).allMatch(c -> c.validUntil().equals(T0.plusSeconds(200)));
    Fsr wrong =
        new Fsr(
            "fo",
            "s",
            3,
            old.serviceClass(),
            null,
            List.of("a"),
            T0,
            T0.plusSeconds(200),
            1L,
            null,
            false);
    refused("state-conflict", () -> engine.request(wrong, "s3"));
    assertThat(record("s").request().revision()).isEqualTo(2);
  }

  @Test
  void aReleaseThatNobodyConfirmsIsReportedAndEndsWithItsLimit() {
    engine.request(setpoint("s", 20_000L, null, List.of("b"), false), "s");
    confirmAll();
    book.disconnected("b");
    engine.reachabilityChanged("b");
    engine.cancel("fo", "s");
    engine.tick();
    pass(31);
    assertThat(store.log).anyMatch(n -> n.type().equals("EXPOSURE"));
    assertThat(record("s").state()).isEqualTo(FsrState.RELEASING);
    pass(300);
    assertThat(record("s").state()).isEqualTo(FsrState.CANCELLED);
    assertThat(store.log).extracting(Notification::offset).isSorted().doesNotHaveDuplicates();
  }

  private Fsr envelope(String id, @Nullable Long powerW, long seconds) {
    return fsr(id, Fsr.ServiceClass.ENVELOPE, powerW, null, List.of("a", "b", "c"), seconds, false);
  }

  private static Fsr setpoint(
      String id, Long powerW, @Nullable Long stale, List<String> stations, boolean partial) {
    return fsr(id, Fsr.ServiceClass.SETPOINT, powerW, stale, stations, 600, partial);
  }

  private static Fsr fsr(
      String id,
      Fsr.ServiceClass serviceClass,
      @Nullable Long powerW,
      @Nullable Long stale,
      List<String> stations,
      long seconds,
      boolean partial) {
    return new Fsr(
        "fo",
        id,
        1,
        serviceClass,
        null,
        stations,
        T0,
        T0.plusSeconds(seconds),
        powerW,
        stale,
        partial);
  }

  private FsrRecord record(String id) {
    return engine.find("fo", id).orElseThrow();
  }

  private void pass(long seconds) {
    clock.now = clock.now.plus(Duration.ofSeconds(seconds));
    engine.tick();
  }

  private void confirmAll() {
    endAll(CommandResult.Outcome.CONFIRMED);
  }

  private void unknownAll() {
    endAll(CommandResult.Outcome.UNKNOWN);
  }

  private void endAll(CommandResult.Outcome outcome) {
    List<Command> commands = List.copyOf(sent);
    sent.clear();
    commands.forEach(c -> ended(c, outcome));
  }

  private void ended(Command command, CommandResult.Outcome outcome) {
    engine.commandEnded(command, new CommandResult(outcome, ""));
  }

  private static void refused(String code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo(code));
  }

  private static final class ManualClock extends Clock {
    private Instant now = T0;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
