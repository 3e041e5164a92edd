package dev.sluice.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line of the table in ADR 0008: a reference of the list that is wrong.
 *
 * @param elements ids, as they are written
 * @param protocols the protocols, as they are written
 * @param reference the reference, as it is written
 */
record CounterpartDiffers(String elements, String protocols, String reference) {
  /** The lines; none when there is no such page. */
  static List<CounterpartDiffers> read(Path page) throws IOException {
    List<CounterpartDiffers> lines = new ArrayList<>();
    if (!Files.exists(page)) {
      return lines;
    }
    for (String line : Files.readAllLines(page)) {
      String[] cells = line.split("(?<!\\\\)\\|", -1);
      if (cells.length >= 5 && cells[1].contains("IM-")) {
        lines.add(new CounterpartDiffers(plain(cells[1]), plain(cells[2]), plain(cells[3])));
      }
    }
    return lines;
  }

  private static String plain(String cell) {
    return cell.replace("`", "").strip();
  }

  boolean isAbout(Counterpart counterpart) {
    return elements.contains(counterpart.element())
        && protocol(counterpart.protocol())
        && reference(counterpart);
  }

  private boolean protocol(String folder) {
    String written = protocols.toLowerCase(Locale.ROOT).replace(" ", "-");
    if (folder.startsWith("ocpp-")) {
      String version = folder.substring("ocpp-".length());
      return written.matches(".*(?<![.\\d])" + version.replace(".", "\\.") + "(?![.\\d]).*");
    }
    return written.matches(".*" + folder.substring(folder.lastIndexOf('-')) + "(?!\\d).*");
  }

  /** The whole reference, or its last names with dots, as the list's short forms leave them. */
  private boolean reference(Counterpart counterpart) {
    // References to any message of ISO 15118 begin with a star in the list.
    String wanted = counterpart.reference().replaceFirst("^\\*\\.", "");
    String written = reference.replace(".req.", "Request.").replace(".conf.", "Response.");
    if (written.contains(wanted) || written.equals(counterpart.value())) {
      return true;
    }
    int dot = written.indexOf('.');
    String rest = dot < 0 ? written : written.substring(dot + 1);
    rest = rest.replaceAll("\\s*\\(.*", "");
    return !rest.isBlank() && !wanted.contains(":") && wanted.endsWith("." + rest);
  }
}
