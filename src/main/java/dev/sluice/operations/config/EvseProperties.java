package dev.sluice.operations.config;

import dev.sluice.flexibility.EvseDefaults;
import dev.sluice.flexibility.EvseRatings;
import dev.sluice.ocpp.link.StationPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is assumed of an EVSE, since OCPP 1.6 says none of it (ocpp16-degradation D13 to D15).
 *
 * @param phases phases that EVSEs are connected to, 1 to 3
 * @param voltage line-to-neutral voltage in V that W are converted to A with; the highest that
 *     occurs keeps a limit in A below the one asked for in W
 * @param amperes largest current per phase in A
 * @param overrides other values for groups of stations; the first that names a station counts
 */
@ConfigurationProperties("sluice.evse")
public record EvseProperties(
    @DefaultValue("3") int phases,
    @DefaultValue("230") double voltage,
    @DefaultValue("32") double amperes,
    @Nullable List<Group> overrides) {
  /** Overrides are looked at when a station is first seen. */
  private static final int MOST_OVERRIDES = 1_000;

  /**
   * A group of stations.
   *
   * @param stations pattern of station ids such as depot-*
   * @param phases as for all when it is not given
   * @param voltage as for all when it is not given, in V
   * @param amperes as for all when it is not given, in A
   */
  public record Group(
      String stations,
      @Nullable Integer phases,
      @Nullable Double voltage,
      @Nullable Double amperes) {}

  public EvseProperties {
    check("sluice.evse", phases, voltage, amperes);
    List<Group> groups = overrides == null ? List.of() : overrides;
    Bounds.within("the number of sluice.evse.overrides", groups.size(), 0, MOST_OVERRIDES);
    for (int i = 0; i < groups.size(); i++) {
      EvseDefaults each = of(groups.get(i), phases, voltage, amperes);
      check("sluice.evse.overrides[" + i + "]", each.phases(), each.voltageV(), each.ratedA());
    }
  }

  private static void check(String at, int phases, double voltage, double amperes) {
    Bounds.within(at + ".phases", phases, 1, 3);
    Bounds.within(at + ".voltage in V", Math.round(voltage), 50, 1000);
    Bounds.within(at + ".amperes in A", Math.round(amperes), 6, 1000);
  }

  private static EvseDefaults of(Group group, int phases, double voltage, double amperes) {
    Integer own = group.phases();
    Double ownVoltage = group.voltage();
    Double ownAmperes = group.amperes();
    return new EvseDefaults(
        own == null ? phases : own,
        ownVoltage == null ? voltage : ownVoltage,
        ownAmperes == null ? amperes : ownAmperes);
  }

  public EvseRatings ratings() {
    List<Group> groups = overrides == null ? List.of() : overrides;
    return new EvseRatings(
        new EvseDefaults(phases, voltage, amperes),
        groups.stream()
            .map(
                group ->
                    new EvseRatings.Group(
                        new StationPattern(group.stations())::names,
                        of(group, phases, voltage, amperes)))
            .toList());
  }
}
