package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A flexibility operator (FO) as a client of the FO port, identified by its client certificate. */
public final class FlexibilityOperator {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI port;

  /** An answer of the port; {@code body} is JSON null when it had none. */
  public record Answer(int status, JsonNode body, Map<String, java.util.List<String>> headers) {
    public boolean ok() {
      return status >= 200 && status < 300;
    }
  }

  private FlexibilityOperator(HttpClient http, URI port) {
    this.http = http;
    this.port = port;
  }

  /**
   * @param port base address of the FO port, for example {@code https://127.0.0.1:8443}
   * @param keyStore PKCS#12 file with the FO's key and certificate
   * @param password of the key store
   * @param anchors PEM file with the certificate authority of the port
   */
  public static FlexibilityOperator connect(URI port, Path keyStore, char[] password, Path anchors)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, password);
    }
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, password);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(anchors)) {
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("anchor-" + number++, certificate);
      }
    }
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .sslContext(tls)
            .build();
    return new FlexibilityOperator(http, port);
  }

  /** Asks for a resource, for example {@code /fo/v1/stations}. */
  public Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  /** Puts a JSON document. */
  public Answer put(String path, JsonNode body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body.toString()));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /** Posts an action without a body, for example {@code /fo/v1/fsrs/x/actions/cancel}. */
  public Answer post(String path) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(port.resolve(path)).timeout(Duration.ofSeconds(40));
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode body =
        response.body().isBlank() ? NullNode.getInstance() : JSON.readTree(response.body());
    return new Answer(response.statusCode(), body, response.headers().map());
  }
}
