package dev.sluice.operations.cli;

import dev.sluice.operations.check.Finding;
import dev.sluice.operations.gateway.OfflineCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    description =
        "Says what is wrong in the routes and mappings, without starting: exit code 1 then.")
final class CheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "<folder>",
      description = "Folder that has routes/ and mappings/ in it (default: as the gateway).")
  private @Nullable Path folder;

  @Option(names = "--routes", description = "Folder of the routes (default: as the gateway).")
  private @Nullable Path routes;

  @Option(names = "--mappings", description = "Folder of the mappings (default: as the gateway).")
  private @Nullable Path mappings;

  @Override
  public Integer call() {
    List<Finding> findings = OfflineCheck.findings(in("routes", routes), in("mappings", mappings));
    if (spec != null) {
      PrintWriter out = spec.commandLine().getOut();
      findings.forEach(out::println);
      out.println(findings.isEmpty() ? "Nothing is wrong." : findings.size() + " findings.");
      out.flush();
    }
    return findings.isEmpty() ? 0 : 1;
  }

  private @Nullable Path in(String name, @Nullable Path given) {
    return given != null || folder == null ? given : folder.resolve(name);
  }
}
