package dev.sluice.operations.config;

import dev.sluice.ocpp.link.CutOff;
import dev.sluice.ocpp.link.CutOffPolicies;
import dev.sluice.ocpp.link.CutOffPolicies.StationsPolicy;
import dev.sluice.ocpp.link.CutOffPolicy;
import dev.sluice.ocpp.link.StationPattern;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is done with calls that can cut the gateway off from a station, or shut the station out
 * (docs/policies.md). Each is observe, warn or block.
 *
 * @param networkProfile new addresses of the CSMS: SetNetworkProfile, NetworkConfigurationPriority
 * @param backendAddress vendors' keys for the backend's address
 * @param backendKeys patterns of those keys; letter case does not matter
 * @param securityProfile changes of the security profile
 * @param password new passwords: AuthorizationKey, BasicAuthPassword
 * @param rootCertificates InstallCertificate of the CSMS's or the manufacturer's root,
 *     DeleteCertificate
 * @param stationCertificate SignCertificate and CertificateSigned for the station's own certificate
 * @param firmware UpdateFirmware, SignedUpdateFirmware
 * @param overrides other policies for groups of stations; the first that is about the station and
 *     the traffic counts
 */
@ConfigurationProperties("sluice.policies")
public record PoliciesProperties(
    @DefaultValue("warn") CutOffPolicy networkProfile,
    @DefaultValue("warn") CutOffPolicy backendAddress,
    @DefaultValue({
          "*centralsystem*",
          "*backendurl*",
          "*backofficeurl*",
          "*serverurl*",
          "*serveraddress*",
          "*ocppendpoint*",
          "*csmsurl*"
        })
        List<String> backendKeys,
    @DefaultValue("warn") CutOffPolicy securityProfile,
    @DefaultValue("observe") CutOffPolicy password,
    @DefaultValue("observe") CutOffPolicy rootCertificates,
    @DefaultValue("observe") CutOffPolicy stationCertificate,
    @DefaultValue("observe") CutOffPolicy firmware,
    @Nullable List<Group> overrides) {
  /**
   * A group of stations.
   *
   * @param stations pattern of station ids such as depot-*
   * @param traffic network-profile, backend-address, security-profile, password, root-certificates,
   *     station-certificate or firmware
   * @param policy observe, warn or block
   */
  public record Group(String stations, CutOff traffic, CutOffPolicy policy) {}

  public PoliciesProperties {
    Bounds.within("the number of sluice.policies.backend-keys", backendKeys.size(), 0, 100);
  }

  /** For the links. */
  public CutOffPolicies policies() {
    Map<CutOff, CutOffPolicy> byDefault = new EnumMap<>(CutOff.class);
    byDefault.put(CutOff.NETWORK_PROFILE, networkProfile);
    byDefault.put(CutOff.BACKEND_ADDRESS, backendAddress);
    byDefault.put(CutOff.SECURITY_PROFILE, securityProfile);
    byDefault.put(CutOff.PASSWORD, password);
    byDefault.put(CutOff.ROOT_CERTIFICATES, rootCertificates);
    byDefault.put(CutOff.STATION_CERTIFICATE, stationCertificate);
    byDefault.put(CutOff.FIRMWARE, firmware);
    List<Group> groups = overrides == null ? List.of() : overrides;
    return new CutOffPolicies(
        byDefault,
        groups.stream()
            .map(
                group ->
                    new StationsPolicy(
                        new StationPattern(group.stations()), group.traffic(), group.policy()))
            .toList(),
        backendKeys.stream()
            .map(pattern -> new StationPattern(pattern.toLowerCase(Locale.ROOT)))
            .toList());
  }
}
