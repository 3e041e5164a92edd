package dev.sluice.mapping;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A unit that tables may name.
 *
 * @param symbol as it is written, for example {@code kW}
 * @param dimension what it measures; only units of one dimension convert into each other
 * @param factor size in the base unit of the dimension
 */
record Unit(String symbol, String dimension, BigDecimal factor) {
  private static final Map<String, Unit> KNOWN = new LinkedHashMap<>();

  static {
    add("power", "W", "1", "kW", "1000", "MW", "1000000");
    add("reactive power", "var", "1", "kvar", "1000");
    add("apparent power", "VA", "1", "kVA", "1000");
    add("energy", "Wh", "1", "kWh", "1000", "MWh", "1000000");
    add("current", "A", "1", "mA", "0.001", "kA", "1000");
    add("voltage", "V", "1", "mV", "0.001", "kV", "1000");
    add("frequency", "Hz", "1", "mHz", "0.001");
    add("time", "s", "1", "ms", "0.001", "min", "60", "h", "3600");
    add("ratio", "1", "1", "%", "0.01");
  }

  private static void add(String dimension, String... symbolsAndFactors) {
    for (int i = 0; i < symbolsAndFactors.length; i += 2) {
      String symbol = symbolsAndFactors[i];
      KNOWN.put(symbol, new Unit(symbol, dimension, new BigDecimal(symbolsAndFactors[i + 1])));
    }
  }

  static Optional<Unit> of(String symbol) {
    return Optional.ofNullable(KNOWN.get(symbol));
  }

  static Collection<String> symbols() {
    return KNOWN.keySet();
  }
}
