package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code pseudonym(who)}: a name in place of personal data. One value has one pseudonym for each
 * {@code who}, so that two flexibility operators cannot put together what they know; without the
 * key neither can go back.
 */
final class PseudonymFunction {
  private static final int KEY_BYTES = 32;

  /** 120 bits: no two values meet, and the text fits OCPP's shortest identifiers. */
  private static final int SHOWN_BYTES = 15;

  private PseudonymFunction() {}

  static byte[] randomKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  static MappingFunction of(byte[] key) {
    if (key.length < KEY_BYTES) {
      throw new IllegalArgumentException(
          "the key of the pseudonyms has " + key.length + " bytes, and needs " + KEY_BYTES);
    }
    SecretKeySpec secret = new SecretKeySpec(key.clone(), "HmacSHA256");
    return MappingFunction.named("pseudonym")
        .parameter("who", ElementType.STRING)
        .pseudonymising()
        .as((value, arguments) -> pseudonym(secret, value, arguments));
  }

  private static JsonNode pseudonym(
      SecretKeySpec secret, JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    JsonNode who = arguments.get(0);
    if (who == null || who.asText().isEmpty()) {
      throw new BadValueException("cannot get a pseudonym: for whom it is, is missing");
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      byte[] audience = who.asText().getBytes(StandardCharsets.UTF_8);
      // The length keeps "a" + "bc" apart from "ab" + "c".
      mac.update((audience.length + ":").getBytes(StandardCharsets.UTF_8));
      mac.update(audience);
      byte[] code = mac.doFinal(value.asText().getBytes(StandardCharsets.UTF_8));
      return TextNode.valueOf(
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(code, SHOWN_BYTES)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
