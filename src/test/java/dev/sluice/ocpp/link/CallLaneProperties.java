package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class CallLaneProperties {
  private static final long SECOND = 1_000_000_000L;

  /** The station's side: what was written, and what is open. */
  private static final class Station implements CallLane.Outlet<String> {
    final List<String> written = new ArrayList<>();
    final List<String> open = new ArrayList<>();
    final List<String> abandoned = new ArrayList<>();
    final Map<String, List<OwnCall>> first = new HashMap<>();

    @Override
    public void relay(String frame) {
      note(frame);
    }

    @Override
    public void discard(String frame) {}

    @Override
    public List<OwnCall> before(String frame) {
      return first.getOrDefault(frame, List.of());
    }

    @Override
    public void abandoned(String frame, boolean timedOut) {
      abandoned.add(frame);
    }

    @Override
    public Optional<CallFailure> write(OwnCall call) {
      note(call.id());
      return Optional.empty();
    }

    @Override
    public void unanswered(OwnCall call) {}

    private void note(String id) {
      written.add(id);
      open.add(id);
    }
  }

  private final Station station = new Station();
  private final CallLane<String> lane = new CallLane<>(station, 4, 3, Duration.ofSeconds(60));

  private OwnCall own(@Nullable String key, long now) {
    return OwnCall.of(
        new InjectedCall(
            "S",
            "SetChargingProfile",
            JsonNodeFactory.instance.objectNode(),
            key,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10)),
        new CompletableFuture<>(),
        now);
  }

  @Property(tries = 300)
  void neverAreTwoCallsOpenAndEveryOwnCallEndsExactlyOnce(@ForAll long seed) {
    Station watched = new Station();
    CallLane<String> busy = new CallLane<>(watched, 1_000, 3, Duration.ofSeconds(60));
    Random random = new Random(seed);
    List<OwnCall> mine = new ArrayList<>();
    List<String> theirs = new ArrayList<>();
    long now = 0;
    int unanswered = 0;
    for (int step = 0; step < 200; step++) {
      now += random.nextInt(3) * SECOND / 4;
      // An answer comes within 8 s, so that no time-out lets a second call out.
      int what = !watched.open.isEmpty() && ++unanswered > 15 ? 2 : random.nextInt(4);
      switch (what) {
        case 0 -> {
          String id = "csms" + step;
          theirs.add(id);
          assertThat(busy.csmsCall(id, id, now)).isTrue();
        }
        case 1 -> {
          OwnCall call = own(random.nextBoolean() ? "k" : null, now);
          mine.add(call);
          busy.inject(call, now);
        }
        case 2 -> {
          if (!watched.open.isEmpty()) {
            unanswered = 0;
            String id = watched.open.remove(0);
            OwnCall call = busy.openOwn(id);
            CallLane.Owner owner = busy.answered(id, now);
            assertThat(owner == CallLane.Owner.CSMS).isEqualTo(theirs.contains(id));
            if (call != null) {
              assertThat(call.future().complete(call.payload())).isTrue();
              busy.advance(now);
            }
          }
        }
        default -> busy.advance(now);
      }
      assertThat(watched.open).hasSizeLessThanOrEqualTo(1);
    }
    for (busy.advance(now); !watched.open.isEmpty(); busy.advance(now)) {
      String id = watched.open.remove(0);
      OwnCall call = busy.openOwn(id);
      busy.answered(id, now);
      if (call != null) {
        call.future().complete(call.payload());
      }
      assertThat(watched.open).hasSizeLessThanOrEqualTo(1);
    }
    assertThat(busy.csmsWaiting()).isZero();
    busy.close();
    assertThat(mine).allMatch(call -> call.future().isDone());
    List<String> order = watched.written.stream().filter(theirs::contains).toList();
    assertThat(order).as("none lost, none twice").isEqualTo(theirs);
  }

  @Example
  void theLateAnswerOfATimedOutCallBelongsToNobody() {
    OwnCall call = own(null, 0);
    lane.inject(call, 0);
    lane.advance(11 * SECOND);
    assertThatThrownBy(() -> call.future().getNow(call.payload()))
        .hasRootCauseInstanceOf(CallFailure.class);
    assertThat(lane.answered(call.id(), 12 * SECOND)).isEqualTo(CallLane.Owner.LATE);
    assertThat(lane.answered("never-asked", 12 * SECOND)).isEqualTo(CallLane.Owner.CSMS);
  }

  @Example
  void aQueuedCallIsReplacedByANewerOneWithTheSameKey() {
    lane.csmsCall("c1", "c1", 0);
    OwnCall first = own("limit", 0);
    OwnCall second = own("limit", 1);
    lane.inject(first, 0);
    lane.inject(second, 1);
    assertThat(first.future()).isCompletedExceptionally();
    assertThat(second.future()).isNotDone();
    lane.answered("c1", 2);
    assertThat(station.written).containsExactly("c1", second.id());
  }

  @Example
  void aNewerCallWithTheSameKeyKeepsThePlaceAndThePatienceButHasItsOwnExpiry() {
    lane.csmsCall("c1", "c1", 0);
    OwnCall first = own("limit", 0);
    OwnCall other = own(null, SECOND);
    OwnCall second = own("limit", 3 * SECOND / 2);
    lane.inject(first, 0);
    lane.inject(other, SECOND);
    lane.inject(second, 3 * SECOND / 2);
    lane.csmsCall("c2", "c2", 2 * SECOND);
    lane.answered("c1", 2 * SECOND);
    assertThat(station.written).as("waited since 0").containsExactly("c1", second.id());
    lane.answered(second.id(), 3 * SECOND);
    lane.advance(3 * SECOND);
    OwnCall third = own("limit", 3 * SECOND);
    OwnCall fourth = own("limit", 7 * SECOND);
    lane.inject(third, 3 * SECOND);
    lane.inject(fourth, 7 * SECOND);
    lane.advance(9 * SECOND);
    assertThat(fourth.future()).as("expires 5 s after it came itself").isNotDone();
    lane.advance(12 * SECOND);
    assertThat(fourth.future()).isCompletedExceptionally();
  }

  @Example
  void anOwnCallThatWaitedTwoSecondsGoesBeforeTheNextCsmsCall() {
    lane.csmsCall("c1", "c1", 0);
    OwnCall call = own(null, 0);
    lane.inject(call, 0);
    lane.csmsCall("c2", "c2", 0);
    lane.csmsCall("c3", "c3", 0);
    lane.answered("c1", SECOND);
    assertThat(station.written).containsExactly("c1", "c2");
    lane.answered("c2", 2 * SECOND);
    assertThat(station.written).containsExactly("c1", "c2", call.id());
  }

  @Example
  void aCsmsCallThatIsNeverAnsweredFreesTheLaneAndItsLateAnswerIsStillTheCsms() {
    lane.csmsCall("c1", "c1", 0);
    lane.csmsCall("c2", "c2", 0);
    lane.advance(61 * SECOND);
    assertThat(station.written).containsExactly("c1", "c2");
    assertThat(lane.answered("c1", 62 * SECOND)).isEqualTo(CallLane.Owner.CSMS);
  }

  @Example
  void aFullQueueOfTheCsmsIsToldAndAFullOwnQueueRefusesCleanly() {
    for (int i = 0; i < 5; i++) {
      assertThat(lane.csmsCall("c" + i, "c" + i, 0)).isTrue();
    }
    assertThat(lane.csmsCall("c9", "c9", 0)).isFalse();
    for (int i = 0; i < 3; i++) {
      lane.inject(own(null, 0), 0);
    }
    OwnCall fourth = own(null, 0);
    lane.inject(fourth, 0);
    assertThat(fourth.future()).isCompletedExceptionally();
  }

  @Example
  void ownCallsThatMustGoBeforeACsmsCallAreOverBeforeItAndNothingSlipsInBetween() {
    OwnCall clear = own(null, 0);
    station.first.put("c2", List.of(clear));
    lane.csmsCall("c1", "c1", 0);
    lane.csmsCall("c2", "c2", 0);
    OwnCall impatient = own(null, 0);
    lane.inject(impatient, 0);
    lane.answered("c1", SECOND);
    assertThat(station.written).containsExactly("c1", clear.id());
    lane.answered(clear.id(), 4 * SECOND);
    lane.advance(4 * SECOND);
    assertThat(station.written).containsExactly("c1", clear.id(), "c2");
    lane.answered("c2", 4 * SECOND);
    assertThat(station.written).containsExactly("c1", clear.id(), "c2", impatient.id());
  }

  @Example
  void impatientOwnCallsAndTheCsmsTakeTurns() {
    lane.csmsCall("c1", "c1", 0);
    OwnCall a = own(null, 0);
    OwnCall b = own(null, 0);
    lane.inject(a, 0);
    lane.inject(b, 0);
    lane.csmsCall("c2", "c2", 0);
    lane.csmsCall("c3", "c3", 0);
    lane.answered("c1", 3 * SECOND);
    lane.answered(a.id(), 3 * SECOND);
    lane.advance(3 * SECOND);
    lane.answered("c2", 3 * SECOND);
    assertThat(station.written).containsExactly("c1", a.id(), "c2", b.id());
  }

  @Example
  void aStationThatCouldNotReadACsmsCallFreesTheLane() {
    lane.csmsCall("c1", "c1", 0);
    lane.csmsCall("c2", "c2", 0);
    assertThat(lane.unreadable(SECOND)).isEqualTo(CallLane.Owner.CSMS);
    assertThat(station.written).containsExactly("c1", "c2");
    assertThat(station.abandoned).as("it may have been obeyed").containsExactly("c1");
  }

  @Example
  void anAnswerToAnOwnCallThatIsOverBelongsToNobodyHoweverOftenItComes() {
    OwnCall answered = own(null, 0);
    lane.inject(answered, 0);
    assertThat(lane.answered(answered.id(), 1)).isEqualTo(CallLane.Owner.GATEWAY);
    OwnCall unread = own(null, 1);
    lane.inject(unread, 1);
    assertThat(lane.unreadable(2)).isEqualTo(CallLane.Owner.GATEWAY);
    assertThat(unread.future()).isCompletedExceptionally();
    for (int i = 3; i < 6; i++) {
      assertThat(lane.answered(answered.id(), i)).isEqualTo(CallLane.Owner.LATE);
      assertThat(lane.answered(unread.id(), i)).isEqualTo(CallLane.Owner.LATE);
    }
  }

  @Example
  void whenTheLinkClosesACallThatWasNeverWrittenFailsAsIfTheStationHadNotBeenThere() {
    OwnCall open = own(null, 0);
    OwnCall queued = own(null, 0);
    lane.inject(open, 0);
    lane.inject(queued, 0);
    lane.close();
    assertThat(reason(open)).isEqualTo(CallFailure.Reason.LINK_CLOSED);
    assertThat(reason(queued)).isEqualTo(CallFailure.Reason.NOT_CONNECTED);
  }

  private static CallFailure.Reason reason(OwnCall call) {
    assertThat(call.future()).isCompletedExceptionally();
    CallFailure.Reason[] reason = new CallFailure.Reason[1];
    call.future()
        .exceptionally(
            failure -> {
              reason[0] = ((CallFailure) failure).reason();
              return call.payload();
            })
        .join();
    return reason[0];
  }

  @Example
  void aCsmsCallWhoseAnswerWillNotComeIsReported() {
    lane.csmsCall("c1", "c1", 0);
    lane.csmsCall("c2", "c2", 0);
    lane.advance(61 * SECOND);
    lane.close();
    assertThat(station.abandoned).containsExactly("c1", "c2");
  }
}
