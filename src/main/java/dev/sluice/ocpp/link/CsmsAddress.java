package dev.sluice.ocpp.link;

import java.net.URI;

/** Where a station's upstream connection goes. */
final class CsmsAddress {
  private final String template;

  /**
   * @param template {@code ws://} or {@code wss://} URL with {@code {id}} where the identity goes
   * @throws IllegalArgumentException when it is not such a URL
   */
  CsmsAddress(String template) {
    this.template = template;
    URI example = at(new StationId("a", "a", ""));
    String scheme = String.valueOf(example.getScheme());
    if (!template.contains("{id}")
        || example.getHost() == null
        || !(scheme.equals("ws") || scheme.equals("wss"))) {
      throw new IllegalArgumentException(
          "The CSMS URL must look like wss://csms.example/ocpp/{id}, but is " + template);
    }
  }

  /** The URL for a station: its encoding and its query go up as they came. */
  URI at(StationId id) {
    String url = template.replace("{id}", id.raw());
    if (!id.query().isEmpty()) {
      url += (url.indexOf('?') < 0 ? "?" : "&") + id.query();
    }
    return URI.create(url);
  }

  static boolean isTls(URI url) {
    return "wss".equals(url.getScheme());
  }

  static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : isTls(url) ? 443 : 80;
  }
}
