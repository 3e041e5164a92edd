package dev.sluice.security;

import dev.sluice.ocpp.link.StationPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a station, or a group of them, proves who it is. All that is listed has to be shown.
 *
 * @param stations the id; a pattern only without passwords
 * @param passwords any of them will do: two while a password is being changed; none = no password
 * @param certificate null = none is needed
 * @param upstream how the CSMS knows it; null = the CSMS gets no Authorization
 */
record StationEntry(
    StationPattern stations,
    List<PasswordHash> passwords,
    @Nullable CertificateRule certificate,
    @Nullable Upstream upstream) {
  /**
   * What the CSMS is shown in the station's place.
   *
   * @param user empty = the station's id
   */
  record Upstream(String user, byte[] password) {
    @Override
    public String toString() {
      return "Upstream"; // the password is a secret
    }
  }

  /** Rounds of hashing that a wrong password costs. */
  long work() {
    return passwords.stream().mapToLong(PasswordHash::iterations).sum();
  }
}
