package dev.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever stands around a secret, and however it is written, it does not come out. */
class RedactionProperties {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "5ecret-0f-a-stat1on";

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Provide
  Arbitrary<ObjectNode> carriers() {
    return Arbitraries.of(
        object().put("key", "AuthorizationKey").put("value", SECRET),
        object().put("value", SECRET).put("readonly", false).put("key", "authorizationkey"),
        object().put("key", "VendorWifiPassphrase").put("value", SECRET),
        with("SecurityCtrlr", "BasicAuthPassword"),
        object().put("basicAuthPassword", SECRET),
        object().set("apn", object().put("apnPassword", SECRET).put("apnUserName", "u")),
        object().set("idToken", object().put("idToken", SECRET).put("type", "ISO14443")),
        object().set("vpn", object().put("server", "s").put("key", SECRET).put("type", "IKEv2")),
        object().put("idTag", SECRET),
        object().put("location", "ftp://user:" + SECRET + "@files.example/log"),
        object().put("Authorization", "Basic " + SECRET));
  }

  private static ObjectNode with(String component, String variable) {
    ObjectNode set = object().put("attributeValue", SECRET);
    set.set("component", object().put("name", component));
    set.set("variable", object().put("name", variable));
    return set;
  }

  @Property
  void a_secret_never_comes_out(
      @ForAll("carriers") ObjectNode carrier,
      @ForAll @IntRange(max = 4) int depth,
      @ForAll boolean pretty,
      @ForAll boolean escapedNames,
      @ForAll("around") String before,
      @ForAll("around") String behind) {
    String text = before + written(nested(carrier, depth), pretty, escapedNames) + behind;
    assertThat(Redaction.of(text)).doesNotContain(SECRET);
  }

  @Property
  void not_even_when_the_text_is_cut_off(
      @ForAll("carriers") ObjectNode carrier,
      @ForAll @IntRange(max = 3) int depth,
      @ForAll @IntRange(max = 300) int length) {
    String text = nested(carrier, depth).toString();
    String cut = text.substring(0, Math.min(length, text.length()));
    // A key that stands behind its value may be cut off: then nobody can know.
    if (text.indexOf(SECRET) > text.toLowerCase(Locale.ROOT).indexOf("key\":\"")
        && !text.contains("attributeValue")
        && !text.contains("\"readonly\"")
        && !text.contains("://")) {
      assertThat(Redaction.of(cut)).doesNotContain(SECRET.substring(0, 6));
    }
  }

  @Property
  void json_inside_json_is_looked_at(@ForAll("carriers") ObjectNode carrier)
      throws JsonProcessingException {
    String text = object().put("data", carrier.toString()).toString();
    assertThat(Redaction.of(text)).doesNotContain(SECRET);
  }

  @Property
  void what_has_no_secret_stays_as_it_is(@ForAll("harmless") String text) {
    assertThat(Redaction.of(text)).isSameAs(text);
  }

  @Property
  void it_takes_any_text_and_never_makes_it_much_longer(@ForAll String text) {
    assertThat(Redaction.of(text).length()).isLessThanOrEqualTo(2 * text.length() + 60);
  }

  @Provide
  Arbitrary<String> around() {
    return Arbitraries.of(
        "", "CP1: dropped: ", "[2,\"1\",\"X\",", "\"", "{\"a\":\"\\\"", " at \\u00", "}]");
  }

  @Provide
  Arbitrary<String> harmless() {
    return Arbitraries.of(
        "CP1: the guard refused SetChargingProfile: the CSMS has one of its own",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"HeartbeatInterval\",\"value\":\"60\"}]",
        "{\"connectorId\":1,\"meterValue\":[{\"sampledValue\":[{\"value\":\"7.2\",\"unit\":\"kW\"}]}]}",
        "Basic settings of https://csms.example/ocpp/CP1 are read",
        "");
  }

  private static ObjectNode nested(ObjectNode carrier, int depth) {
    ObjectNode outer = carrier;
    for (int i = 0; i < depth; i++) {
      ObjectNode next = object().put("before", "x\"y\\");
      next.putArray("list").add(1).add(outer);
      outer = next.put("after", true);
    }
    return outer;
  }

  private static String written(ObjectNode node, boolean pretty, boolean escapedNames) {
    try {
      String text =
          pretty
              ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node)
              : JSON.writeValueAsString(node);
      return escapedNames
          ? text.replace("AuthorizationKey", "\\u0041uthorization\\u004bey")
              .replace("\"basicAuthPassword\"", "\"basicAuth\\u0050assword\"")
              .replace("\"idTag\"", "\"\\u0069dTag\"")
          : text;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
