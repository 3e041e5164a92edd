package dev.sluice.bench.mapping;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Parser;
import dev.sluice.mapping.LoadResult;
import dev.sluice.mapping.MappingDirection;
import dev.sluice.mapping.MappingTable;
import dev.sluice.mapping.TableLoader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One message of 24 fields, parsed before: a table, Java by hand, and JSLT. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MappingBenchmark {
  private JsonNode message;
  private MappingTable table;
  private Expression jslt;

  @Setup
  public void load() throws Exception {
    Path folder = Path.of(System.getProperty("bench.folder", "."));
    message =
        new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .readTree(Files.readString(folder.resolve("message.json")));
    LoadResult loaded =
        TableLoader.load(folder.resolve("mappings"), Map.of("bench", new BenchMessages()));
    if (!loaded.findings().isEmpty()) {
      throw new IllegalStateException(loaded.findings().toString());
    }
    table = loaded.tables().find("bench/Reading").orElseThrow();
    jslt = Parser.compile(new File(folder.resolve("reading.jslt").toString()));
    same("by hand", HandWritten.map(message));
    same("JSLT", jslt.apply(message));
  }

  /** A comparison of programs that do different things would say nothing. */
  private void same(String name, JsonNode other) {
    JsonNode own = table.apply(MappingDirection.UP, message).result();
    boolean equal =
        own.equals(
            (left, right) ->
                left.isNumber() && right.isNumber()
                    ? Double.compare(left.doubleValue(), right.doubleValue())
                    : left.equals(right) ? 0 : 1,
            other);
    if (!equal || own.size() != 24) {
      throw new IllegalStateException(name + " gives\n" + other + "\nand the table\n" + own);
    }
  }

  @Benchmark
  public Object byTable() {
    return table.apply(MappingDirection.UP, message);
  }

  @Benchmark
  public Object byHand() {
    return HandWritten.map(message);
  }

  @Benchmark
  public Object byJslt() {
    return jslt.apply(message);
  }
}
