package dev.sluice.ocpp.link;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where stations' upstream connections go. What a station wrote is passed on as it wrote it: its
 * encoding and its query (ocpp.md 4.5).
 *
 * @param template {@code ws://} or {@code wss://} URL with {@code {id}} where the identity goes, or
 *     {@code {path}} where the station's whole path goes, which begins with a slash
 */
public record CsmsAddress(String template) {
  private static final StationId EXAMPLE = new StationId("a", "a", "", "/a");

  /**
   * @throws IllegalArgumentException when it is not such a URL; the message says what one looks
   *     like
   */
  public CsmsAddress {
    URI example = fill(template, EXAMPLE);
    String scheme = String.valueOf(example.getScheme());
    if (!(template.contains("{id}") || template.contains("{path}"))
        || example.getHost() == null
        || example.getRawUserInfo() != null
        || example.getRawFragment() != null
        || !(scheme.equals("ws") || scheme.equals("wss"))) {
      throw unusable(template);
    }
  }

  /** The address; null for an empty one, which stands for no CSMS. */
  public static @Nullable CsmsAddress of(String template) {
    return template.isEmpty() ? null : new CsmsAddress(template);
  }

  /** The URL for a station. */
  URI at(StationId id) {
    return fill(template, id);
  }

  /** Whether connections to it are encrypted. */
  public boolean isTls() {
    return template.startsWith("wss:");
  }

  static boolean isTls(URI url) {
    return "wss".equals(url.getScheme());
  }

  /** Host and port, by which one CSMS is told from another. */
  static String authority(URI url) {
    return String.valueOf(url.getHost()).toLowerCase(Locale.ROOT) + ":" + port(url);
  }

  static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : isTls(url) ? 443 : 80;
  }

  private static URI fill(String template, StationId id) {
    String url =
        template
            .replace("/{path}", id.path())
            .replace("{path}", id.path())
            .replace("{id}", id.raw());
    if (!id.query().isEmpty()) {
      url += (url.indexOf('?') < 0 ? "?" : "&") + id.query();
    }
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw unusable(template);
    }
  }

  private static IllegalArgumentException unusable(String template) {
    return new IllegalArgumentException(
        "The CSMS URL must look like wss://csms.example/ocpp/{id} or wss://csms.example{path}, but"
            + " is "
            + template);
  }
}
