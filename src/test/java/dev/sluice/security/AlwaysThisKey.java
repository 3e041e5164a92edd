package dev.sluice.security;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** Presents the only key whatever the server asks for, as a hostile client would. */
final class AlwaysThisKey extends X509ExtendedKeyManager {
  private final X509KeyManager keys;
  private final String alias;

  AlwaysThisKey(KeyManager[] managers) {
    this.keys = (X509KeyManager) managers[0];
    String[] aliases = keys.getClientAliases("EC", null);
    this.alias = aliases == null ? "1.0.key" : aliases[0];
  }

  @Override
  public String[] getClientAliases(String type, Principal[] issuers) {
    return new String[] {alias};
  }

  @Override
  public String chooseClientAlias(String[] types, Principal[] issuers, @Nullable Socket socket) {
    return alias;
  }

  @Override
  public String chooseEngineClientAlias(
      String[] types, Principal[] issuers, @Nullable SSLEngine engine) {
    return alias;
  }

  @Override
  public @Nullable String @Nullable [] getServerAliases(String type, Principal[] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal[] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String wanted) {
    return keys.getCertificateChain(wanted);
  }

  @Override
  public PrivateKey getPrivateKey(String wanted) {
    return keys.getPrivateKey(wanted);
  }
}
