package dev.sluice.operations.cli;

import dev.sluice.mapping.Coverage;
import dev.sluice.mapping.LoadResult;
import dev.sluice.operations.gateway.OfflineCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "coverage",
    description = {
      "Prints what the tables of each protocol do with each element of the information model: full,",
      "degraded, refused, not applicable, or BLANK when nobody said."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every element is carried or declared",
      "1:there are blanks, or the tables have findings",
      "2:not a command line of this"
    })
final class MappingsCoverageCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "Folder of the mappings (default: as the gateway).")
  private @Nullable Path folder;

  @Option(
      names = "--protocol",
      paramLabel = "FOLDER",
      description = "Only this protocol, with the rows that carry each element.")
  private @Nullable String protocol;

  @Option(
      names = "--element",
      paramLabel = "ID",
      description = "Only this element, such as IM-041 or IM-041a, with the rows that carry it.")
  private @Nullable String element;

  @Option(names = "--page", description = "Prints the page of all elements in Markdown.")
  private boolean page;

  @Override
  public Integer call() {
    if (spec == null) {
      return 2;
    }
    LoadResult loaded = OfflineCheck.mappings(folder);
    Coverage coverage = loaded.coverage();
    List<String> protocols = protocols(coverage);
    List<String> elements = elements(coverage);
    PrintWriter out = spec.commandLine().getOut();
    if (page) {
      out.print(new CoveragePage(coverage).text());
    } else {
      CoverageText text = new CoverageText(coverage, protocols);
      (protocol == null && element == null ? text.matrix() : text.details(elements))
          .forEach(out::println);
    }
    long blanks =
        protocols.stream()
            .flatMap(name -> coverage.blanks(name).stream())
            .filter(part -> elements.contains(part.listed()) || elements.contains(part.id()))
            .count();
    if (!page) {
      out.println();
      out.println(
          loaded.all().isEmpty()
              ? "No findings."
              : loaded.all().size() + " findings; sluice mappings check prints them.");
    }
    out.flush();
    return blanks == 0 && loaded.all().isEmpty() ? 0 : 1;
  }

  private List<String> protocols(Coverage coverage) {
    if (protocol == null) {
      return coverage.protocols();
    }
    if (!coverage.protocols().contains(protocol)) {
      throw wrong(
          "there is no protocol '"
              + protocol
              + "'; there are "
              + String.join(", ", coverage.protocols()));
    }
    return List.of(protocol);
  }

  private List<String> elements(Coverage coverage) {
    if (element == null) {
      return coverage.elements();
    }
    if (coverage.parts(element).isEmpty()) {
      throw wrong("there is no element '" + element + "'; write IM-041, or IM-041a for a part");
    }
    return List.of(element);
  }

  private ParameterException wrong(String what) {
    if (spec == null) {
      throw new IllegalStateException(what);
    }
    return new ParameterException(spec.commandLine(), what);
  }
}
