package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.profile.OwnProfiles;
import dev.sluice.ocpp.profile.ProfileGuard;
import dev.sluice.ocpp.wire.FrameFormatException;
import dev.sluice.ocpp.wire.FrameText;
import dev.sluice.ocpp.wire.OcppFrame;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a call of the gateway's own has to pass before it is written to one station, and what its
 * answer means. Confined to the station's event loop.
 */
final class Injection {
  private static final Logger LOG = LoggerFactory.getLogger(Injection.class);

  /** How long making room for the CSMS may wait, and how long it may then take. */
  private static final Duration YIELD = Duration.ofSeconds(5);

  private final String stationId;
  private final Subprotocol subprotocol;
  private final LinkShared shared;
  private final BootWatch boot;
  private final KeptShadow shadow;

  Injection(
      String stationId,
      Subprotocol subprotocol,
      LinkShared shared,
      BootWatch boot,
      KeptShadow shadow) {
    this.stationId = stationId;
    this.subprotocol = subprotocol;
    this.shared = shared;
    this.boot = boot;
    this.shadow = shadow;
  }

  /** Why no call may go to the station now; empty when it may. */
  Optional<CallFailure> notNow() {
    return boot.accepted()
        ? Optional.empty()
        : failure(
            CallFailure.Reason.NOT_ACCEPTED, "the CSMS has not accepted the boot of " + stationId);
  }

  /** Why this call must not be written; empty when it may. Everything is looked at again here. */
  Optional<CallFailure> refusal(OwnCall call) {
    // The station may have booted again while the call was waiting.
    return notNow().or(() -> invalid(call)).or(() -> guarded(call)).or(() -> notInjecting(call));
  }

  private Optional<CallFailure> invalid(OwnCall call) {
    List<String> violations =
        shared.schemas().violations(subprotocol, call.action(), true, call.payload());
    return violations.isEmpty()
        ? Optional.empty()
        : failure(
            CallFailure.Reason.INVALID,
            call.action() + " does not match the schema: " + String.join("; ", violations));
  }

  private Optional<CallFailure> guarded(OwnCall call) {
    Optional<String> refusal =
        ProfileGuard.refusal(
            subprotocol, call.action(), call.payload(), shadow.now(), shared.clock().instant());
    if (refusal.isEmpty()) {
      return Optional.empty();
    }
    shared.counters().add(Count.GUARD_REFUSED);
    LOG.warn("{}: the guard refused {}: {}", stationId, call.action(), refusal.get());
    return failure(CallFailure.Reason.GUARD, refusal.get());
  }

  private Optional<CallFailure> notInjecting(OwnCall call) {
    InjectMode mode = shared.injectModes().of(stationId);
    // What an earlier mode installed may always be removed.
    if (mode == InjectMode.ON || removesInstalled(call)) {
      return Optional.empty();
    }
    if (mode == InjectMode.OBSERVE) {
      LOG.info("{}: would have sent {} {}", stationId, call.action(), call.payload());
    }
    return failure(CallFailure.Reason.INJECT_OFF, "injecting is " + mode + " for " + stationId);
  }

  private boolean removesInstalled(OwnCall call) {
    return call.action().equals("ClearChargingProfile")
        && shadow
            .now()
            .ownInstalled()
            .contains(
                call.payload().path(subprotocol.isV16() ? "id" : "chargingProfileId").asInt());
  }

  /** The frame that goes out; the shadow knows of it from now on. */
  byte[] written(OwnCall call) {
    shadow.ownWritten(call);
    shared.counters().add(Count.INJECTED);
    return FrameText.write(new OcppFrame.Call(call.id(), call.action(), call.payload()));
  }

  /** The station answered; ends the call. */
  void answered(OwnCall call, byte[] answer) {
    shared.counters().add(Count.INJECTED_ANSWERED);
    try {
      OcppFrame frame = FrameText.parse(answer);
      if (frame instanceof OcppFrame.CallResult result) {
        shadow.ownAnswered(call, result.payload());
        call.future().complete(result.payload());
      } else if (frame instanceof OcppFrame.CallError error) {
        shadow.ownAnswered(call, null);
        call.future()
            .completeExceptionally(
                new CallFailure(
                    CallFailure.Reason.CALL_ERROR,
                    error.code(),
                    call.action() + ": " + error.code() + " " + error.description()));
      }
    } catch (FrameFormatException e) {
      unanswered(call);
      call.fail(CallFailure.Reason.UNREADABLE, "the answer cannot be read: " + e.getMessage());
    }
  }

  /** It is not known whether the station obeyed; the shadow assumes that a limit was installed. */
  void unanswered(OwnCall call) {
    shared.counters().add(Count.EXPOSURE);
    shadow.ownUnanswered(call);
  }

  /**
   * The calls that clear the gateway's own limits before the CSMS installs one of the same purpose
   * (ADR 0001).
   */
  List<OwnCall> makeRoomFor(CsmsProfileCall call) {
    List<OwnCall> clears = new ArrayList<>();
    if (boot.accepted()) {
      for (int id : shadow.now().ownToClearBefore(call.action(), call.request())) {
        clears.add(clear(id));
      }
    }
    return clears;
  }

  private OwnCall clear(int id) {
    InjectedCall clear =
        new InjectedCall(
            stationId,
            "ClearChargingProfile",
            OwnProfiles.clear(subprotocol, id),
            null,
            YIELD,
            YIELD);
    CompletableFuture<JsonNode> cleared = new CompletableFuture<>();
    cleared.whenComplete(
        (result, failure) -> {
          if (failure == null) {
            shared.ownProfileGone(stationId);
          } else {
            LOG.warn(
                "{}: own profile {} was not cleared before the CSMS's: {}",
                stationId,
                id,
                failure.getMessage());
          }
        });
    return OwnCall.of(clear, cleared, System.nanoTime());
  }

  private static Optional<CallFailure> failure(CallFailure.Reason reason, String message) {
    return Optional.of(new CallFailure(reason, "", message));
  }
}
