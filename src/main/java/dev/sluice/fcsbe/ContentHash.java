package dev.sluice.fcsbe;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of documents, the same whatever the order of members and the white space. */
final class ContentHash {
  private ContentHash() {}

  /** SHA-256 of the canonical document, in hexadecimal digits. */
  static String of(JsonNode document) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] canonical = JsonDocument.bytes(JsonDocument.canonical(document));
      return HexFormat.of().formatHex(digest.digest(canonical));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
