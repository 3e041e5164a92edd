package dev.sluice.ocpp.link;

import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Decides whether somebody is the station that it says it is (ocpp.md 4.6). */
@FunctionalInterface
public interface StationCredentials {
  /**
   * Called on an event loop: returns at once, and completes from whatever thread. A stage that
   * fails counts as {@link Verdict.Unavailable}.
   */
  CompletionStage<Verdict> verify(Presented presented);

  /**
   * What came with a handshake.
   *
   * @param stationId the identity in the path, decoded
   * @param basic null = no Authorization, or not exactly one of the Basic scheme
   * @param certificate of the TLS client, whose chain the listener has verified; null = none
   */
  record Presented(
      String stationId, @Nullable Basic basic, @Nullable X509Certificate certificate) {}

  /** What is decided. */
  sealed interface Verdict {
    /**
     * It is that station.
     *
     * @param upstream value of the Authorization header by which the CSMS knows the station, for
     *     {@link CredentialMode#VERIFY_AND_REPLACE}; null = none
     */
    record Accepted(@Nullable String upstream) implements Verdict {
      @Override
      public String toString() {
        return "Accepted"; // the header is a secret
      }
    }

    /** It is not, or nobody can know. */
    record Refused() implements Verdict {}

    /** It cannot be decided now. */
    record Unavailable() implements Verdict {}
  }

  /** Knows no station. */
  static StationCredentials none() {
    return presented -> CompletableFuture.completedFuture(new Verdict.Refused());
  }
}
