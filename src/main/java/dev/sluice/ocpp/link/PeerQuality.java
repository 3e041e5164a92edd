package dev.sluice.ocpp.link;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How well the stations of one make, or CSMSs, speak OCPP. Safe for any thread; counts only grow.
 */
public final class PeerQuality {
  private static final int MOST_CODES = 20;
  private static final int LONGEST = 100;

  private final String vendor;
  private final String model;
  private final LongAdder checked = new LongAdder();
  private final Map<Defect, LongAdder> defects = new EnumMap<>(Defect.class);
  private final Map<Defect, String> examples = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> errorCodes = new ConcurrentHashMap<>();

  PeerQuality(String vendor, String model) {
    this.vendor = vendor;
    this.model = model;
    for (Defect defect : Defect.values()) {
      defects.put(defect, new LongAdder());
    }
  }

  /** As in the boot notification, cleaned; {@code csms} for CSMSs. */
  public String vendor() {
    return vendor;
  }

  /** As in the boot notification, cleaned; empty for CSMSs. */
  public String model() {
    return model;
  }

  /** How many payloads were compared with the official schemas. */
  public long checked() {
    return checked.sum();
  }

  /** How often it happened. */
  public long count(Defect defect) {
    LongAdder count = defects.get(defect);
    return count == null ? 0 : count.sum();
  }

  /** The last one of the kind: action and place, never a value; null when there was none. */
  public @Nullable String example(Defect defect) {
    return examples.get(defect);
  }

  /** How often each code of a CALLERROR came; those that are too many together as {@code other}. */
  public Map<String, Long> errorCodes() {
    Map<String, Long> codes = new TreeMap<>();
    errorCodes.forEach((code, count) -> codes.put(code, count.sum()));
    return codes;
  }

  void wasChecked() {
    checked.increment();
  }

  void add(Defect defect, String example) {
    LongAdder count = defects.get(defect);
    if (count != null) {
      count.increment();
    }
    examples.put(defect, clean(example, LONGEST));
  }

  void callError(String action, String code) {
    String known = clean(code, 40);
    if (errorCodes.size() >= MOST_CODES && !errorCodes.containsKey(known)) {
      known = "other";
    }
    errorCodes.computeIfAbsent(known, unused -> new LongAdder()).increment();
    add(Defect.CALL_ERROR, action + ": " + known);
  }

  /** What a peer said, as it may stand in a metric or a page. */
  static String clean(String said, int longest) {
    String text = said.length() > longest ? said.substring(0, longest) : said;
    return text.replaceAll("[^\\p{Alnum} .:,$\\[\\]_/+()-]", "?").strip();
  }
}
