package dev.sluice.security;

/** Where the identity of an FO comes from. */
public sealed interface FoIdentitySource {
  /** The client certificate of the connection. */
  record Certificate() implements FoIdentitySource {}

  /**
   * One FO for everybody: only for a port without TLS on loopback, that somebody asked for.
   *
   * @param foId its id
   */
  record Development(String foId) implements FoIdentitySource {}
}
