package dev.sluice.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * Key, certificate and anchors of the FO port, loaded whole or not at all.
 *
 * @param keys the port's key with its chain, under the alias {@code key}
 * @param password of {@code keys}
 * @param anchors the authorities whose FO certificates are taken
 */
public record TlsMaterial(KeyStore keys, char[] password, KeyStore anchors) {
  /** The protocol versions; older ones are refused. */
  public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  /**
   * Loads the integrator's own material where it is there, the development one else.
   *
   * @throws KeyMaterialException when something is missing, unreadable or expired
   */
  public static TlsMaterial load(CertificateFolder folder, Clock clock) {
    String anchors =
        folder.has(CertificateFolder.OWN_ANCHORS)
            ? CertificateFolder.OWN_ANCHORS
            : CertificateFolder.CA;
    boolean certificate = folder.has(CertificateFolder.OWN_CERTIFICATE);
    boolean key = folder.has(CertificateFolder.OWN_KEY);
    if (certificate != key) {
      throw new KeyMaterialException(
          "The FO port's own key and certificate are there only in part.",
          "The folder "
              + folder.path()
              + " lacks "
              + (key ? CertificateFolder.OWN_CERTIFICATE : CertificateFolder.OWN_KEY)
              + ".",
          "Put both there, or neither.",
          null);
    }
    KeyStore trusted = anchors(folder.file(anchors));
    TlsMaterial material = key ? own(folder, trusted) : made(folder, trusted);
    material.checkValid(
        folder.file(key ? CertificateFolder.OWN_CERTIFICATE : CertificateFolder.SERVER), clock);
    return material;
  }

  private static TlsMaterial own(CertificateFolder folder, KeyStore anchors) {
    Path keyFile = folder.file(CertificateFolder.OWN_KEY);
    OwnerFiles.mustBePrivate(keyFile);
    List<X509Certificate> chain = Pem.certificates(folder.file(CertificateFolder.OWN_CERTIFICATE));
    PrivateKey key = Pem.key(keyFile, chain.get(0).getPublicKey().getAlgorithm());
    byte[] random = new byte[18];
    new SecureRandom().nextBytes(random);
    char[] password = Base64.getEncoder().encodeToString(random).toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("key", key, password, chain.toArray(Certificate[]::new));
      return new TlsMaterial(store, password, anchors);
    } catch (IOException | GeneralSecurityException e) {
      throw new KeyMaterialException(
          "The FO port's own key and certificate cannot be used.",
          "They are in " + folder.path() + ": " + e.getMessage() + ".",
          "Check that the key belongs to the first certificate.",
          e);
    }
  }

  private static TlsMaterial made(CertificateFolder folder, KeyStore anchors) {
    Path file = folder.file(CertificateFolder.SERVER);
    OwnerFiles.mustBePrivate(file);
    char[] password = folder.password(CertificateFolder.SERVER);
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return new TlsMaterial(store, password, anchors);
    } catch (IOException | GeneralSecurityException e) {
      throw new KeyMaterialException(
          "The FO port's key file cannot be used.",
          "The file is " + file + ": " + e.getMessage() + ".",
          "Check its password in " + CertificateFolder.PASSWORDS + ".",
          e);
    }
  }

  private static KeyStore anchors(Path file) {
    List<X509Certificate> certificates = Pem.certificates(file);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("anchor-" + i, certificates.get(i));
      }
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime cannot hold certificates", e);
    }
  }

  private void checkValid(Path file, Clock clock) {
    try {
      for (String alias : java.util.Collections.list(keys.aliases())) {
        if (keys.getCertificate(alias) instanceof X509Certificate certificate) {
          certificate.checkValidity(Date.from(clock.instant()));
        }
      }
    } catch (CertificateException e) {
      throw new KeyMaterialException(
          "The FO port's certificate is not valid now.",
          "It is in " + file + ": " + e.getMessage() + ".",
          "Renew it; for the development keys, move the folder's content away and start again.",
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key store just loaded cannot be listed", e);
    }
  }

  /** A context with this key and these anchors, for both ends of a connection. */
  public SSLContext sslContext() {
    try {
      KeyManagerFactory keyManagers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keyManagers.init(keys, password);
      TrustManagerFactory trustManagers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trustManagers.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime cannot make a TLS context", e);
    }
  }

  /** What a listener must ask for: these protocol versions and a client certificate. */
  public static SSLParameters listenerParameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(PROTOCOLS.toArray(String[]::new));
    parameters.setNeedClientAuth(true);
    return parameters;
  }
}
