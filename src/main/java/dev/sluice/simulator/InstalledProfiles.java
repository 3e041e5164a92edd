package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The charging profiles of one station, and what they come to. Within a purpose the highest valid
 * stack level wins, even with the higher limit; a transaction's profile goes before the default
 * one; the station's maximum is combined with both by minimum. Not thread-safe.
 */
public final class InstalledProfiles {
  /** The transaction that runs on an EVSE. */
  public record Running(String id, Instant startedAt) {}

  static final int MOST = 50;

  private final Subprotocol protocol;
  private final int evses;
  private final List<ChargingProfile> profiles = new ArrayList<>();

  public InstalledProfiles(Subprotocol protocol, int evses) {
    this.protocol = protocol;
    this.evses = evses;
  }

  /**
   * Installs the profile of a SetChargingProfile (or of a remote start).
   *
   * @param running the transaction on that EVSE, if there is one
   * @return the reason code of the refusal; empty when it is installed
   */
  public Optional<String> install(
      int evseId, JsonNode profile, @Nullable Running running, Instant now) {
    try {
      ChargingProfile read = ProfileReader.read(protocol, evseId, profile, now);
      check(read, running);
      profiles.removeIf(old -> replaces(read, old));
      if (profiles.size() >= MOST) {
        throw new ProfileRefused("TooManyElements", "Too many profiles");
      }
      profiles.add(read);
      return Optional.empty();
    } catch (ProfileRefused e) {
      return Optional.of(e.reasonCode());
    }
  }

  private void check(ChargingProfile profile, @Nullable Running running) throws ProfileRefused {
    if (profile.evseId() < 0 || profile.evseId() > evses) {
      throw new ProfileRefused("UnknownEvse", "EVSE " + profile.evseId());
    }
    switch (profile.purpose()) {
      case EXTERNAL_CONSTRAINTS ->
          throw new ProfileRefused("InvalidValue", "Reserved for systems wired to the station");
      case PRIORITY_CHARGING, LOCAL_GENERATION ->
          throw new ProfileRefused("UnsupportedPurpose", "Purpose " + profile.purpose());
      case STATION_MAX -> {
        if (profile.evseId() != 0 || profile.kind() == ChargingProfile.Kind.RELATIVE) {
          throw new ProfileRefused("InvalidProfile", "For the whole station, and not relative");
        }
      }
      case TX -> checkTransaction(profile, running);
      case TX_DEFAULT -> {}
    }
    if (!protocol.isV16()) {
      checkDuplicates(profile);
    }
  }

  private void checkTransaction(ChargingProfile profile, @Nullable Running running)
      throws ProfileRefused {
    String named = profile.transactionId();
    if (named == null && !protocol.isV16()) {
      throw new ProfileRefused("MissingParam", "A transaction's profile names it");
    }
    if (profile.evseId() == 0 || running == null) {
      throw new ProfileRefused("TxNotFound", "No transaction on EVSE " + profile.evseId());
    }
    if (named != null && !named.equals(running.id())) {
      throw new ProfileRefused("TxNotFound", "Not the transaction of this EVSE");
    }
  }

  /** OCPP 2.x: another id with the same place in the stack is refused, not replaced. */
  private void checkDuplicates(ChargingProfile profile) throws ProfileRefused {
    for (ChargingProfile old : profiles) {
      boolean samePlace =
          old.evseId() == profile.evseId()
              || (old.purpose() == ProfilePurpose.TX_DEFAULT
                  && (old.evseId() == 0 || profile.evseId() == 0));
      if (old.id() != profile.id()
          && old.purpose() == profile.purpose()
          && old.stackLevel() == profile.stackLevel()
          && samePlace
          && (profile.purpose() == ProfilePurpose.TX || old.validityOverlaps(profile))) {
        throw new ProfileRefused("DuplicateProfile", "Same place as profile " + old.id());
      }
    }
  }

  private boolean replaces(ChargingProfile fresh, ChargingProfile old) {
    return old.id() == fresh.id()
        || (protocol.isV16()
            && old.purpose() == fresh.purpose()
            && old.stackLevel() == fresh.stackLevel()
            && old.evseId() == fresh.evseId());
  }

  /**
   * Clears what a ClearChargingProfile asks for: one id, or all that meet every given criterion;
   * all profiles when it gives none.
   *
   * @return how many went
   */
  public int clear(JsonNode request) {
    int before = profiles.size();
    profiles.removeIf(asked(request));
    return before - profiles.size();
  }

  private Predicate<ChargingProfile> asked(JsonNode request) {
    boolean v16 = protocol.isV16();
    JsonNode criteria = v16 ? request : request.path("chargingProfileCriteria");
    JsonNode id = request.path(v16 ? "id" : "chargingProfileId");
    JsonNode evse = criteria.path(v16 ? "connectorId" : "evseId");
    JsonNode purpose = criteria.path("chargingProfilePurpose");
    JsonNode level = criteria.path("stackLevel");
    return profile ->
        (id.isMissingNode() || id.asInt() == profile.id())
            && (evse.isMissingNode() || evse.asInt() == profile.evseId())
            && (level.isMissingNode() || level.asInt() == profile.stackLevel())
            && (purpose.isMissingNode()
                || purpose.asText().equals(profile.purpose().wireName(protocol)));
  }

  /** A transaction's profiles end with it. */
  public void transactionEnded(int evseId) {
    profiles.removeIf(p -> p.purpose() == ProfilePurpose.TX && p.evseId() == evseId);
  }

  public int size() {
    return profiles.size();
  }

  List<ChargingProfile> all() {
    return List.copyOf(profiles);
  }

  /** The limit for the sum over the station; empty when no profile gives one. */
  public Optional<RateLimit> stationLimit(Instant now) {
    return winner(p -> p.purpose() == ProfilePurpose.STATION_MAX, now, null);
  }

  /** The limit for one EVSE on the transaction's level; empty when no profile gives one. */
  public Optional<RateLimit> evseLimit(int evseId, @Nullable Running running, Instant now) {
    Instant started = running == null ? null : running.startedAt();
    Optional<RateLimit> own =
        winner(p -> p.purpose() == ProfilePurpose.TX && p.evseId() == evseId, now, started);
    return own.isPresent()
        ? own
        : winner(
            p ->
                p.purpose() == ProfilePurpose.TX_DEFAULT
                    && (p.evseId() == evseId || p.evseId() == 0),
            now,
            started);
  }

  /**
   * What one EVSE may draw at most, W: its supply, its profiles and the station's maximum together.
   */
  public double effectiveLimitW(int evseId, @Nullable Running running, Supply supply, Instant now) {
    double limit = supply.maxPowerW();
    Optional<RateLimit> evse = evseLimit(evseId, running, now);
    if (evse.isPresent()) {
      limit = Math.min(limit, evse.get().watts(supply.phases(), supply.voltageV()));
    }
    Optional<RateLimit> station = stationLimit(now);
    if (station.isPresent()) {
      limit = Math.min(limit, station.get().watts(supply.phases(), supply.voltageV()));
    }
    return limit;
  }

  private Optional<RateLimit> winner(
      Predicate<ChargingProfile> candidates, Instant now, @Nullable Instant started) {
    return profiles.stream()
        .filter(candidates)
        .sorted(
            Comparator.comparingInt(ChargingProfile::stackLevel)
                .thenComparingInt(ChargingProfile::evseId)
                .reversed())
        .flatMap(p -> p.at(now, started).stream())
        .findFirst();
  }
}
