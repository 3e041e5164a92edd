package dev.sluice.operations.config;

/** What encrypts the connections of stations. */
public enum TlsProvider {
  /** The Java platform's own. */
  JDK,
  /** BoringSSL, a native library: less CPU for each connection and each byte. */
  BORINGSSL
}
