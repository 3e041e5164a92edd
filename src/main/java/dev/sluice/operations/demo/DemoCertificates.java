package dev.sluice.operations.demo;

import dev.sluice.security.CertificateFolder;
import java.nio.file.Path;

/**
 * The demo FO's files in the folder of certificates, as the gateway makes them at its first start.
 *
 * @param folder where they are
 */
record DemoCertificates(CertificateFolder folder) {
  static DemoCertificates in(Path folder) {
    return new DemoCertificates(new CertificateFolder(folder));
  }

  /** PKCS#12 with key and certificate. */
  Path keyStore() {
    return folder.file(CertificateFolder.DEMO_FO);
  }

  /** PEM with the authority that signed the FO port's certificate. */
  Path anchors() {
    return folder.file(CertificateFolder.CA);
  }

  /**
   * The key store's password.
   *
   * @throws dev.sluice.security.KeyMaterialException when there is none
   */
  char[] password() {
    return folder.password(CertificateFolder.DEMO_FO);
  }
}
