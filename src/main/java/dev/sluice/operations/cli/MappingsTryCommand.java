package dev.sluice.operations.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.mapping.Degradation;
import dev.sluice.mapping.LoadResult;
import dev.sluice.mapping.MappingDirection;
import dev.sluice.mapping.MappingOutcome;
import dev.sluice.mapping.MappingTable;
import dev.sluice.mapping.MappingTrace;
import dev.sluice.mapping.RowEffect;
import dev.sluice.operations.gateway.OfflineCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "try",
    description = {
      "Applies a table to a message and prints the message, what each row did with it, the result,",
      "and what was not carried over as it was."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the message was mapped",
      "1:it was not: the table rejects it, or has findings",
      "2:not a command line of this, or the file is not JSON"
    })
final class MappingsTryCommand implements Callable<Integer> {
  private static final long LARGEST = 10_000_000;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** Named as they are written on the command line. */
  private enum Way {
    up,
    down
  }

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TABLE", description = "Such as ocpp-1.6/MeterValues.")
  private String id = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The message as JSON: the payload, without the frame around it.")
  private Path file = Path.of("");

  @Option(
      names = "--direction",
      paramLabel = "up|down",
      description =
          "up from the protocol to the model, down the other way; only needed for tables that work"
              + " both ways.")
  private @Nullable Way way;

  @Option(names = "--mappings", description = "Folder of the mappings (default: as the gateway).")
  private @Nullable Path mappings;

  @Override
  public Integer call() {
    if (spec == null) {
      return 2;
    }
    PrintWriter out = spec.commandLine().getOut();
    JsonNode message = read();
    LoadResult loaded = OfflineCheck.mappings(mappings);
    MappingTable table = loaded.tables().find(id).orElse(null);
    if (table == null) {
      return notThere(loaded, out);
    }
    out.println("message: " + message.toPrettyString());
    MappingTrace trace = table.trace(direction(table), message);
    out.println("rows:");
    trace.effects().forEach(effect -> out.println("  " + line(effect)));
    MappingOutcome outcome = trace.outcome();
    if (outcome == null) {
      out.println("not mapped: " + trace.failure());
    } else {
      out.println("result: " + outcome.result().toPrettyString());
      out.println(outcome.degradations().isEmpty() ? "carried over as it was" : "degradations:");
      outcome.degradations().forEach(degradation -> out.println("  " + line(degradation)));
    }
    out.flush();
    return outcome == null ? 1 : 0;
  }

  private JsonNode read() {
    try {
      if (Files.size(file) > LARGEST) {
        throw wrong(file + " is larger than " + LARGEST + " bytes");
      }
      JsonNode message = JSON.readTree(Files.readString(file));
      if (!message.isObject()) {
        throw wrong(file + " is no JSON object, such as {\"connectorId\": 1}");
      }
      return message;
    } catch (JsonProcessingException e) {
      throw wrong(
          file
              + ":"
              + e.getLocation().getLineNr()
              + ":"
              + e.getLocation().getColumnNr()
              + ": this is not JSON: "
              + e.getOriginalMessage());
    } catch (IOException e) {
      throw wrong(file + " cannot be read: " + e);
    }
  }

  private MappingDirection direction(MappingTable table) {
    Set<MappingDirection> possible = table.directions();
    @Nullable MappingDirection wanted =
        way == null ? null : way == Way.up ? MappingDirection.UP : MappingDirection.DOWN;
    if (wanted == null && possible.size() == 1) {
      return possible.iterator().next();
    }
    if (wanted == null) {
      throw wrong(id + " works both ways; add --direction up or --direction down");
    }
    if (!possible.contains(wanted)) {
      throw wrong(
          id + " has no direction " + word(wanted) + ", only " + word(possible.iterator().next()));
    }
    return wanted;
  }

  /** The table has findings, or there is none of this name. */
  private int notThere(LoadResult loaded, PrintWriter out) {
    List<dev.sluice.mapping.Finding> own =
        loaded.findings().stream()
            .filter(finding -> finding.at().file().endsWith("/" + id + ".yaml"))
            .toList();
    if (own.isEmpty()) {
      List<String> near = loaded.tables().near(id);
      throw wrong(
          "there is no table '"
              + id
              + "'"
              + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?"));
    }
    own.forEach(out::println);
    out.println("The table has findings and is not in force.");
    out.flush();
    return 1;
  }

  private static String line(RowEffect effect) {
    String row = effect.at() + "  " + effect.source() + " -> " + effect.target() + ": ";
    String before = effect.before() == null ? "nothing there" : effect.before();
    return row
        + switch (effect.effect()) {
          case DOES_NOT_APPLY -> "does not apply";
          case GIVES_NOTHING -> before + ", gives nothing";
          case REJECTS -> before + ", rejects";
          case WRITES ->
              effect.source().equals("constant")
                  ? "writes " + effect.after()
                  : before + ", writes " + effect.after();
        };
  }

  private static String line(Degradation degradation) {
    return degradation.at()
        + "  "
        + degradation.element()
        + ": "
        + degradation.rule()
        + (degradation.original().isEmpty() ? "" : ", was '" + degradation.original() + "'")
        + (degradation.quality() == null
            ? ""
            : ", " + degradation.quality().name().toLowerCase(Locale.ROOT))
        + (degradation.reason().isEmpty() ? "" : ": " + degradation.reason());
  }

  private static String word(MappingDirection direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  private ParameterException wrong(String what) {
    if (spec == null) {
      throw new IllegalStateException(what);
    }
    return new ParameterException(spec.commandLine(), what);
  }
}
