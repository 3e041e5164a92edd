package dev.sluice.operations.demo;

import java.nio.file.Path;

/**
 * The demo FO's files in the folder of certificates, as the gateway makes them at its first start.
 *
 * @param keyStore PKCS#12 with key and certificate
 * @param anchors PEM with the authority that signed the FO port's certificate
 */
record DemoCertificates(Path keyStore, Path anchors) {
  private static final String PASSWORD = "sluice";

  static DemoCertificates in(Path folder) {
    return new DemoCertificates(folder.resolve("demo-fo.p12"), folder.resolve("ca.pem"));
  }

  char[] password() {
    return PASSWORD.toCharArray();
  }
}
