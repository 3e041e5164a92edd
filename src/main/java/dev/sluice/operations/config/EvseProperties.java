package dev.sluice.operations.config;

import dev.sluice.flexibility.EvseDefaults;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is assumed of an EVSE, since OCPP 1.6 says none of it (ocpp16-degradation D13 to D15).
 *
 * @param phases phases that EVSEs are connected to, 1 to 3
 * @param voltage line-to-neutral voltage in V that W are converted to A with; the highest that
 *     occurs keeps a limit in A below the one asked for in W
 * @param amperes largest current per phase in A
 */
@ConfigurationProperties("sluice.evse")
public record EvseProperties(
    @DefaultValue("3") int phases,
    @DefaultValue("230") double voltage,
    @DefaultValue("32") double amperes) {
  public EvseProperties {
    Bounds.within("sluice.evse.phases", phases, 1, 3);
    Bounds.within("sluice.evse.voltage in V", Math.round(voltage), 50, 1000);
    Bounds.within("sluice.evse.amperes in A", Math.round(amperes), 6, 1000);
  }

  public EvseDefaults defaults() {
    return new EvseDefaults(phases, voltage, amperes);
  }
}
