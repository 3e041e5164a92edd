package dev.sluice.bench.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line: {@code series --name value …}, targets as {@code --target name=port@pid}. */
final class Options {
  private final String series;
  private final List<Target> targets = new ArrayList<>();
  private final Map<String, String> values = new HashMap<>();

  Options(String[] arguments) {
    series = arguments.length == 0 ? "" : arguments[0];
    for (int i = 1; i + 1 < arguments.length; i += 2) {
      if (arguments[i].equals("--target")) {
        targets.add(Target.of(arguments[i + 1]));
      } else {
        values.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
      }
    }
  }

  String series() {
    return series;
  }

  List<Target> targets() {
    return targets;
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  int number(String name, int otherwise) {
    return values.containsKey(name) ? Integer.parseInt(values.get(name)) : otherwise;
  }

  /** Numbers with commas between them. */
  List<Integer> numbers(String name, String otherwise) {
    List<Integer> all = new ArrayList<>();
    for (String one : text(name, otherwise).split(",")) {
      all.add(Integer.valueOf(one.trim()));
    }
    return all;
  }
}
