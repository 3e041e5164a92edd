package dev.sluice.security.camel;

import dev.sluice.security.TlsMaterial;
import org.apache.camel.support.jsse.ClientAuthentication;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SSLContextServerParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** The FO port's TLS settings as Camel's endpoints take them. */
final class FoTls {
  /** Two hours, in s: a session is not resumed for longer (security.md 1.4). */
  private static final String SESSION_TIMEOUT_S = "7200";

  private FoTls() {}

  static SSLContextParameters of(TlsMaterial material) {
    KeyStoreParameters keys = new KeyStoreParameters();
    keys.setKeyStore(material.keys());
    keys.setPassword(new String(material.password()));
    KeyManagersParameters keyManagers = new KeyManagersParameters();
    keyManagers.setKeyStore(keys);
    keyManagers.setKeyPassword(new String(material.password()));
    KeyStoreParameters anchors = new KeyStoreParameters();
    anchors.setKeyStore(material.anchors());
    TrustManagersParameters trustManagers = new TrustManagersParameters();
    trustManagers.setKeyStore(anchors);
    SSLContextServerParameters server = new SSLContextServerParameters();
    server.setClientAuthentication(ClientAuthentication.REQUIRE.name());
    server.setSecureSocketProtocols(protocols());
    server.setSessionTimeout(SESSION_TIMEOUT_S);
    SSLContextParameters parameters = new SSLContextParameters();
    parameters.setKeyManagers(keyManagers);
    parameters.setTrustManagers(trustManagers);
    parameters.setServerParameters(server);
    parameters.setSecureSocketProtocols(protocols());
    return parameters;
  }

  private static SecureSocketProtocolsParameters protocols() {
    SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
    protocols.setSecureSocketProtocol(TlsMaterial.PROTOCOLS);
    return protocols;
  }
}
