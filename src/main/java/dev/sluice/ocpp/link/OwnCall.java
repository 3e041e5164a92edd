package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A call of the gateway's own on its way through the lane.
 *
 * @param id message id, a UUID so that it can never meet one of the CSMS's (ocpp.md 4.1)
 * @param queuedAt when it was queued, on the clock of {@link System#nanoTime}; it expires from then
 * @param waitingSince when the first of the calls whose place it took was queued
 */
record OwnCall(
    String id,
    String action,
    JsonNode payload,
    @Nullable String key,
    Duration expiry,
    Duration timeout,
    long queuedAt,
    long waitingSince,
    CompletableFuture<JsonNode> future) {

  private static final Duration LONGEST = Duration.ofSeconds(15);

  static OwnCall of(InjectedCall call, CompletableFuture<JsonNode> future, long now) {
    // CSMSs give up after about 30 s; an injected call must be over long before (ocpp.md 4.3).
    Duration timeout = call.timeout().compareTo(LONGEST) > 0 ? LONGEST : call.timeout();
    return new OwnCall(
        UUID.randomUUID().toString(),
        call.action(),
        call.payload(),
        call.key(),
        call.expiry(),
        timeout,
        now,
        now,
        future);
  }

  /** The same in the place of a call that has waited for longer. */
  OwnCall waitingSince(long since) {
    return new OwnCall(id, action, payload, key, expiry, timeout, queuedAt, since, future);
  }

  long expiresAt() {
    return queuedAt + expiry.toNanos();
  }

  void fail(CallFailure.Reason reason, String message) {
    future.completeExceptionally(new CallFailure(reason, "", action + ": " + message));
  }
}
