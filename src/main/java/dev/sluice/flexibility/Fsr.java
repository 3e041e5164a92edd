package dev.sluice.flexibility;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flexibility service request as the FO sent it (fo-interface 4.6).
 *
 * @param foId the FO, from its certificate
 * @param fsrId chosen by the FO
 * @param revision counts revisions of the same id, from 1
 * @param serviceClass what is asked for
 * @param groupId target group; null when {@code stations} is used
 * @param stations target stations; empty when {@code groupId} is used
 * @param start start of the window
 * @param end end of the window, after start
 * @param powerW for SETPOINT the absolute setpoint, for ENVELOPE pMax, in W for the whole target,
 *     charging direction, at least 0; null for RELEASE and for a streamed setpoint that has not
 *     come yet
 * @param staleAfterMs for a streamed setpoint how long a value holds; null when the setpoint is not
 *     streamed
 * @param partialAccepted whether the FO takes an answer that covers only part of the target
 */
public record Fsr(
    String foId,
    String fsrId,
    int revision,
    ServiceClass serviceClass,
    @Nullable String groupId,
    List<String> stations,
    Instant start,
    Instant end,
    @Nullable Long powerW,
    @Nullable Long staleAfterMs,
    boolean partialAccepted) {
  public Fsr {
    stations = List.copyOf(stations);
  }

  /** The classes served so far. */
  public enum ServiceClass {
    SETPOINT("2.1"),
    ENVELOPE("2.7"),
    RELEASE("2.7");

    private final String useCase;

    ServiceClass(String useCase) {
      this.useCase = useCase;
    }

    /** The use case of IEC 63382-1 whose route carries it. */
    public String useCase() {
      return useCase;
    }
  }
}
