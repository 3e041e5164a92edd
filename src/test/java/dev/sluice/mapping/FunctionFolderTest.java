package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars of an integrator, compiled here; the sound one is the example in docs/mappings.md. */
@SuppressWarnings("NullAway.Init")
class FunctionFolderTest {
  private static final String SERVICE =
      "META-INF/services/dev.sluice.mapping.MappingFunctionProvider";

  @TempDir private Path folder;

  private static String example() throws Exception {
    String page = Files.readString(Path.of("docs/mappings.md"));
    int from = page.indexOf("package org.example;");
    return page.substring(from, page.indexOf("```", from));
  }

  /** A jar with the one class and the entry that names it. */
  private Path jar(String name, String type, String source) throws Exception {
    Path work = Files.createDirectories(folder.resolve("work-" + name));
    Path file = Files.writeString(work.resolve(type + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String path =
        place(MappingFunctionProvider.class)
            + File.pathSeparator
            + place(JsonNode.class)
            + File.pathSeparator
            + place(JacksonAnnotation.class)
            + File.pathSeparator
            + place(TreeNode.class)
            + File.pathSeparator
            + place(Nullable.class);
    int code =
        compiler.run(
            null, null, null, "-proc:none", "-cp", path, "-d", work.toString(), file.toString());
    assertThat(code).isZero();
    Path jar = Files.createDirectories(folder.resolve("functions")).resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("org/example/" + type + ".class"));
      zip.write(Files.readAllBytes(work.resolve("org/example/" + type + ".class")));
      zip.putNextEntry(new ZipEntry(SERVICE));
      zip.write(("org.example." + type + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static Path place(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private FunctionFolder read() {
    return FunctionFolder.read(folder.resolve("functions"), MappingFunctions.standard());
  }

  private static String provider(String type, String body) {
    return "package org.example; import dev.sluice.mapping.*; import java.util.*; public class "
        + type
        + " implements MappingFunctionProvider { public Collection<MappingFunction> functions() { "
        + body
        + " } }";
  }

  @Test
  void theExampleOfThePageCanBeCalled() throws Exception {
    jar("losses", "Losses", example());
    FunctionFolder read = read();
    assertThat(read.findings()).isEmpty();
    FunctionCall call = FunctionCall.parse("atTheGrid(0.02)", read.functions());
    Scope nothing = new Scope(JsonNodeFactory.instance.objectNode(), null);
    assertThat(call.apply(IntNode.valueOf(1000), nothing).decimalValue())
        .isEqualByComparingTo("1020");
  }

  @Test
  void aTableMayCallIt() throws Exception {
    jar("losses", "Losses", example());
    Path mappings = Files.createDirectories(folder.resolve("mappings/ocpp-1.6"));
    Files.copy(Path.of("mappings/model.yaml"), folder.resolve("mappings/model.yaml"));
    Path elements = Files.createDirectories(folder.resolve("mappings/model"));
    Files.copy(Path.of("mappings/model/i-metering.yaml"), elements.resolve("i-metering.yaml"));
    Files.writeString(
        mappings.resolve("Meter.yaml"),
        """
        from: ocpp-1.6/MeterValuesRequest
        to: model/Observation
        rows:
          - each: meterValue[*].sampledValue[*] -> power[*]
            rows:
              - {from: value, to: w, type: string -> number, function: atTheGrid(0.02)}
        """);
    LoadResult loaded =
        TableLoader.load(
            folder.resolve("mappings"), ShippedTablesTest.PROTOCOLS, read().functions());
    assertThat(loaded.findings()).isEmpty();
  }

  @Test
  void whatIsWrongWithAJarNamesItsFileAndLeavesTheOthersInForce() throws Exception {
    Path jars = Files.createDirectories(folder.resolve("functions"));
    jar("good", "Losses", example());
    Files.writeString(jars.resolve("broken.jar"), "no jar");
    try (OutputStream out = Files.newOutputStream(jars.resolve("empty.jar"));
        JarOutputStream zip = new JarOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("nothing"));
    }
    jar(
        "taken",
        "Taken",
        provider("Taken", "return List.of(MappingFunction.named(\"joined\").as((v, a) -> v));"));
    jar(
        "undone",
        "Undone",
        provider(
            "Undone",
            "return List.of(MappingFunction.named(\"x\").undoneBy(\"joint\").as((v, a) -> v));"));
    jar("throws", "Throws", provider("Throws", "throw new IllegalStateException(\"no\");"));
    jar(
        "unit",
        "Units",
        provider(
            "Units",
            "return List.of(MappingFunction.named(\"x\").takes("
                + "MessageModel.ElementType.NUMBER, \"hp\").as((v, a) -> v));"));
    FunctionFolder read = read();
    assertThat(read.functions().find("atTheGrid")).isPresent();
    assertThat(read.findings())
        .extracting(Finding::kind)
        .containsOnly(Finding.Kind.BAD_FUNCTION_JAR);
    List<String> found = read.findings().stream().map(Finding::toString).toList();
    assertThat(found).hasSize(6);
    assertThat(found.get(0)).startsWith("functions/broken.jar:1:1: the jar cannot be read: ");
    assertThat(found.get(1))
        .isEqualTo(
            "functions/empty.jar:1:1: the jar names no provider of functions;"
                + " put the class's name into "
                + SERVICE);
    assertThat(found.get(2))
        .isEqualTo(
            "functions/taken.jar:1:1: there is a function 'joined' already; give it another name");
    assertThat(found.get(3))
        .startsWith("functions/throws.jar:1:1: the provider of functions fails");
    assertThat(found.get(4))
        .isEqualTo(
            "functions/undone.jar:1:1: 'x' is undone by 'joint', which there is not;"
                + " did you mean 'joined'?");
    assertThat(found.get(5)).contains("functions/unit.jar:1:1").contains("names the unit 'hp'");
  }

  @Test
  void aFunctionThatFailsIsAValueWithoutUse() throws Exception {
    jar(
        "fails",
        "Fails",
        provider(
            "Fails",
            "return List.of(MappingFunction.named(\"boom\").as((v, a) -> { throw new"
                + " ArithmeticException(\"no\"); }), MappingFunction.named(\"none\")"
                + ".as((v, a) -> null));"));
    MappingFunctions functions = read().functions();
    Scope nothing = new Scope(JsonNodeFactory.instance.objectNode(), null);
    for (String name : List.of("boom", "none")) {
      FunctionCall call = FunctionCall.parse(name, functions);
      assertThatThrownBy(() -> call.apply(IntNode.valueOf(1), nothing))
          .isInstanceOf(BadValueException.class)
          .hasMessageContaining("function " + name);
    }
  }

  @Test
  void aFolderThatIsNotThereHasNoJars() {
    FunctionFolder read = read();
    assertThat(read.findings()).isEmpty();
    assertThat(read.functions().find("joined")).isPresent();
  }
}
