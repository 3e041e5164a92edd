package dev.sluice.fcsbe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.flexibility.Fsr;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FsrReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Each vector: a document, and either the code with all pointers or nothing when it is fine. */
  @TestFactory
  Stream<DynamicTest> documentsAreReadOrRefusedWithAllThatIsWrong() throws IOException {
    JsonNode vectors = vectors("fsr-documents.json");
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode vector : vectors) {
      tests.add(DynamicTest.dynamicTest(vector.get("name").textValue(), () -> check(vector)));
    }
    assertThat(tests).hasSizeGreaterThan(20);
    return tests.stream();
  }

  private static void check(JsonNode vector) {
    byte[] body = JsonDocument.bytes(vector.get("document"));
    if (!vector.has("code")) {
      Fsr fsr = FsrReader.read("fo", "f1", body).fsr();
      assertThat(fsr.foId()).isEqualTo("fo");
      assertThat(fsr.fsrId()).isEqualTo("f1");
      return;
    }
    Problem problem = refused(body);
    List<String> pointers = new ArrayList<>();
    vector.get("pointers").forEach(pointer -> pointers.add(pointer.textValue()));
    assertThat(problem.code().code()).isEqualTo(vector.get("code").textValue());
    assertThat(problem.violations().stream().map(Violation::pointer))
        .as(problem.toString())
        .containsExactlyInAnyOrderElementsOf(pointers);
  }

  @TestFactory
  Stream<DynamicTest> textsThatAreNoJsonObjectAreMalformed() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode text : vectors("malformed-texts.json")) {
      tests.add(
          DynamicTest.dynamicTest(
              "text " + text,
              () ->
                  assertThat(refused(text.textValue().getBytes(StandardCharsets.UTF_8)).code())
                      .isEqualTo(ProblemCode.MALFORMED)));
    }
    return tests.stream();
  }

  @Test
  void textThatIsNotUtf8IsMalformed() {
    byte[] latin = "{\"x-a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refused(latin).code()).isEqualTo(ProblemCode.MALFORMED);
    byte[] wide = "{\"x-a\":\"b\"}".getBytes(StandardCharsets.UTF_16);
    assertThat(refused(wide).code()).isEqualTo(ProblemCode.MALFORMED);
  }

  @Test
  void depthLengthAndSizeAreLimited() {
    String deep = "{\"x-a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    assertThat(refused(deep.getBytes(StandardCharsets.UTF_8)).code())
        .isEqualTo(ProblemCode.MALFORMED);
    String longText = "{\"x-a\":\"" + "a".repeat(5_000) + "\"}";
    assertThat(refused(longText.getBytes(StandardCharsets.UTF_8)).code())
        .isEqualTo(ProblemCode.MALFORMED);
    assertThat(refused(new byte[JsonDocument.MAX_BYTES + 1]).code())
        .isEqualTo(ProblemCode.TOO_LARGE);
    String number = "{\"x-a\":" + "9".repeat(400) + "}";
    assertThat(refused(number.getBytes(StandardCharsets.UTF_8)).code())
        .isEqualTo(ProblemCode.MALFORMED);
  }

  @Test
  void theNumberOfStationsIsLimited() {
    StringBuilder stations = new StringBuilder("\"s\"");
    for (int i = 0; i < FsrReader.MAX_STATIONS; i++) {
      stations.append(",\"s").append(i).append('"');
    }
    String document = "{\"class\":\"RELEASE\",\"target\":{\"stations\":[" + stations + "]}}";
    assertThat(refused(document.getBytes(StandardCharsets.UTF_8)).violations())
        .extracting(Violation::pointer)
        .contains("/target/stations");
  }

  @Test
  void aDuplicateMemberIsNamed() {
    Problem problem =
        refused("{\"window\":{\"end\":1,\"end\":2}}".getBytes(StandardCharsets.UTF_8));
    assertThat(problem.code()).isEqualTo(ProblemCode.MALFORMED);
    assertThat(problem.violations().get(0).pointer()).startsWith("/window");
    assertThat(problem.detail()).contains("end").doesNotContain("com.fasterxml");
  }

  @Test
  void theHashIsOfTheContentNotOfItsForm() throws IOException {
    JsonNode document = vectors("fsr-documents.json").get(0).get("document");
    String compact = document.toString();
    String spread = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    String turned = JsonDocument.canonical(document).toString();
    assertThat(turned).isNotEqualTo(compact);
    String named = "{\"fsrId\":\"f1\"," + compact.substring(1);
    assertThat(Stream.of(compact, spread, turned, named).map(FsrReaderTest::hash).distinct())
        .hasSize(1);
    assertThat(hash(compact.replace("60000", "60001"))).isNotEqualTo(hash(compact));
    assertThat(hash("{\"x-note\":1," + compact.substring(1))).isNotEqualTo(hash(compact));
  }

  private static String hash(String text) {
    return FsrReader.read("fo", "f1", text.getBytes(StandardCharsets.UTF_8)).contentHash();
  }

  private static Problem refused(byte[] body) {
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> FsrReader.read("fo", "f1", body));
    assertThat(refusal).isNotNull();
    return refusal.problem();
  }

  private static JsonNode vectors(String name) throws IOException {
    try (InputStream in = FsrReaderTest.class.getResourceAsStream("/fcsbe/" + name)) {
      return JSON.readTree(in);
    }
  }
}
