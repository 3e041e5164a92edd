package dev.sluice.bench.relay;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Stacks with weights as a flame graph, a plain picture whose boxes name themselves. */
final class FlameGraph {
  private static final double WIDTH = 1600;
  private static final int HEIGHT = 16;
  private static final double SMALLEST = 0.4;
  private static final double LETTER = 6.6;

  private static final class Node {
    final Map<String, Node> children = new TreeMap<>();
    long weight;

    int depth() {
      return 1 + children.values().stream().mapToInt(Node::depth).max().orElse(0);
    }
  }

  private final Node root = new Node();
  private final StringBuilder boxes = new StringBuilder();

  FlameGraph(Map<String, Long> stacks) {
    stacks.forEach(
        (stack, weight) -> {
          Node node = root;
          node.weight += weight;
          for (String frame : stack.split(";")) {
            node = node.children.computeIfAbsent(frame, unused -> new Node());
            node.weight += weight;
          }
        });
  }

  /** The picture; the roots of the stacks at the bottom. */
  String svg(String title) {
    int height = root.depth() * HEIGHT;
    draw(title, root, 0, height - HEIGHT);
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%d\""
            + " font-family=\"monospace\" font-size=\"11\">%n%s</svg>%n",
        WIDTH,
        height,
        boxes);
  }

  private void draw(String name, Node node, double x, int y) {
    double width = WIDTH * node.weight / Math.max(1, root.weight);
    if (width < SMALLEST) {
      return;
    }
    int letters = (int) (width / LETTER);
    String shown =
        name.substring(Math.max(0, name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1));
    boxes.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s %.2f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\""
                + " fill=\"hsl(%d,70%%,70%%)\" stroke=\"white\" stroke-width=\"0.5\"/>"
                + "<text x=\"%.1f\" y=\"%d\">%s</text></g>%n",
            escaped(name),
            100.0 * node.weight / Math.max(1, root.weight),
            x,
            y,
            width,
            HEIGHT,
            hue(name),
            x + 2,
            y + HEIGHT - 4,
            letters < 4 ? "" : escaped(shown.substring(0, Math.min(letters, shown.length())))));
    double at = x;
    for (Map.Entry<String, Node> child : node.children.entrySet()) {
      draw(child.getKey(), child.getValue(), at, y - HEIGHT);
      at += WIDTH * child.getValue().weight / Math.max(1, root.weight);
    }
  }

  /** The gateway's own frames green, Netty's yellow, others red. */
  private static int hue(String name) {
    int shade = Math.floorMod(name.hashCode(), 20);
    if (name.startsWith("dev.sluice.")) {
      return 110 + shade;
    }
    return name.startsWith("io.netty.") ? 45 + shade : shade;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
