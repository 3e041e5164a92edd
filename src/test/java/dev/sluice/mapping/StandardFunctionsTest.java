package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The functions against values computed by hand, src/test/resources/mapping/functions. */
class StandardFunctionsTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final MappingFunctions FUNCTIONS = MappingFunctions.standard(key());

  private static byte[] key() {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    return key;
  }

  private static JsonNode vectors() throws Exception {
    return JSON.readTree(Path.of("src/test/resources/mapping/functions/standard.json").toFile());
  }

  private static JsonNode apply(String call, JsonNode value, JsonNode message) throws Exception {
    return FunctionCall.parse(call, FUNCTIONS).apply(value, new Scope(message, null));
  }

  @TestFactory
  Stream<DynamicTest> everyVectorGivesItsResult() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode vector : vectors()) {
      tests.add(dynamicTest(vector.toString(), () -> check(vector)));
    }
    return tests.stream();
  }

  private static void check(JsonNode vector) throws Exception {
    String call = vector.path("call").asText();
    JsonNode message = vector.path("in");
    if (vector.has("error")) {
      assertThatThrownBy(() -> apply(call, vector.path("value"), message))
          .isInstanceOf(BadValueException.class)
          .hasMessage(vector.path("error").asText());
      return;
    }
    JsonNode result = apply(call, vector.path("value"), message);
    assertThat(result.equals(GoldenVectorsTest.BY_VALUE, vector.path("out")))
        .as("expected %s but was %s", vector.path("out"), result)
        .isTrue();
  }

  @Test
  void everyFunctionHasVectors() throws Exception {
    Set<String> called = new LinkedHashSet<>();
    vectors().forEach(vector -> called.add(vector.path("call").asText().replaceAll("\\(.*", "")));
    assertThat(called).containsExactlyInAnyOrderElementsOf(FUNCTIONS.names());
  }

  @Test
  void everyInverseIsThere() {
    for (String name : FUNCTIONS.names()) {
      String inverse = FUNCTIONS.find(name).orElseThrow().inverse();
      if (inverse != null) {
        assertThat(FUNCTIONS.find(inverse)).as(name).isPresent();
      }
    }
  }

  @Property
  void sixteenBitsAndAnExponentComeBackAsTheyWere(
      @ForAll @IntRange(min = -32768, max = 32767) int value,
      @ForAll @IntRange(min = -3, max = 3) int exponent)
      throws Exception {
    JsonNode none = JSON.createObjectNode();
    JsonNode number =
        apply(
            "fromRationalNumber",
            JSON.createObjectNode().put("Exponent", exponent).put("Value", value),
            none);
    JsonNode physical = apply("physicalValue('W')", number, none);
    assertThat(apply("fromPhysicalValue('W')", physical, none)).isEqualTo(number);
    JsonNode rational = apply("rationalNumber", number, none);
    assertThat(apply("fromRationalNumber", rational, none)).isEqualTo(number);
  }

  @Property
  void amperesComeBackFromWatts(
      @ForAll @IntRange(min = -100_000, max = 100_000) int centiamperes,
      @ForAll @IntRange(min = 90, max = 500) int volts,
      @ForAll @IntRange(min = 1, max = 3) int phases)
      throws Exception {
    JsonNode none = JSON.createObjectNode();
    JsonNode amperes = JSON.readTree(new java.math.BigDecimal(centiamperes).movePointLeft(2) + "");
    String arguments = "(" + volts + ", " + phases + ")";
    JsonNode watts = apply("amperesToWatts" + arguments, amperes, none);
    JsonNode back = apply("wattsToAmperes" + arguments, watts, none);
    assertThat(back.decimalValue()).isEqualByComparingTo(amperes.decimalValue());
  }

  @Property
  void aPseudonymIsTheSameForOneOperatorAndAnotherForTheNext(
      @ForAll String value, @ForAll @IntRange(max = 1000) int operator) throws Exception {
    JsonNode none = JSON.createObjectNode();
    JsonNode one = apply("pseudonym('fo" + operator + "')", TextNode.valueOf(value), none);
    JsonNode same = apply("pseudonym('fo" + operator + "')", TextNode.valueOf(value), none);
    JsonNode other = apply("pseudonym('fo" + (operator + 1) + "')", TextNode.valueOf(value), none);
    assertThat(one).isEqualTo(same).isNotEqualTo(other);
    assertThat(one.asText()).hasSize(20);
  }

  @Test
  void aShortKeyOfPseudonymsIsRefused() {
    assertThatThrownBy(() -> MappingFunctions.standard(new byte[16]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the key of the pseudonyms has 16 bytes, and needs 32");
  }
}
