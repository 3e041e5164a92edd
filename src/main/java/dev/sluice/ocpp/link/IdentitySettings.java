package dev.sluice.ocpp.link;

import java.time.Duration;

/**
 * Who is let in as which station.
 *
 * @param proof how long the connection that a station has may take to answer a ping, when another
 *     one comes for the same station without the same credentials
 * @param credentials who decides on credentials
 * @param admission bounds of connections
 */
public record IdentitySettings(
    Duration proof, CredentialModes credentials, AdmissionSettings admission) {
  /** The CSMS decides; three seconds. */
  public static IdentitySettings defaults() {
    return new IdentitySettings(
        Duration.ofSeconds(3),
        CredentialModes.everywhere(CredentialMode.RELAY),
        AdmissionSettings.defaults());
  }

  public IdentitySettings withProof(Duration within) {
    return new IdentitySettings(within, credentials, admission);
  }

  public IdentitySettings withCredentials(CredentialModes modes) {
    return new IdentitySettings(proof, modes, admission);
  }

  public IdentitySettings withAdmission(AdmissionSettings bounds) {
    return new IdentitySettings(proof, credentials, bounds);
  }
}
