package dev.sluice.operations.cli;

import dev.sluice.mapping.Finding;
import dev.sluice.mapping.LoadResult;
import dev.sluice.operations.gateway.OfflineCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    description = {
      "Compares all tables, value tables, the model and the functions with each other and with the",
      "official schemas, and prints every mistake as file:line:column."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:nothing is wrong", "1:there are findings", "2:not a command line of this"})
final class MappingsCheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "Folder of the mappings (default: as the gateway).")
  private @Nullable Path folder;

  @Override
  public Integer call() {
    if (spec == null) {
      return 2;
    }
    LoadResult loaded = OfflineCheck.mappings(folder);
    PrintWriter out = spec.commandLine().getOut();
    for (Finding finding : loaded.findings()) {
      out.println(finding);
    }
    out.println(
        loaded.tables().ids().size()
            + " tables in force, "
            + (loaded.findings().isEmpty()
                ? "nothing is wrong"
                : loaded.findings().size() + " findings")
            + ".");
    out.flush();
    return loaded.findings().isEmpty() ? 0 : 1;
  }
}
