package dev.sluice.ocpp.link;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How well the stations of one make, or one CSMS, speak OCPP. Safe for any thread; counts only
 * grow.
 */
public final class PeerQuality {
  private static final int MOST_CODES = 20;
  private static final int LONGEST = 100;

  /** Whose quality it is. */
  public enum Side {
    STATION,
    CSMS
  }

  private final Side side;
  private final String vendor;
  private final String model;
  private final LongAdder checked = new LongAdder();
  private final Map<Defect, LongAdder> defects = new EnumMap<>(Defect.class);

  /** As they were said: cleaning costs more than counting, and is done for who reads them. */
  private final AtomicReferenceArray<@Nullable String> examples =
      new AtomicReferenceArray<>(Defect.values().length);

  private final Map<String, LongAdder> errorCodes = new ConcurrentHashMap<>();

  PeerQuality(Side side, String vendor, String model) {
    this.side = side;
    this.vendor = vendor;
    this.model = model;
    for (Defect defect : Defect.values()) {
      defects.put(defect, new LongAdder());
    }
  }

  /** Whether these are stations or a CSMS. */
  public Side side() {
    return side;
  }

  /** As in the boot notification, cleaned; {@code csms} for CSMSs. */
  public String vendor() {
    return vendor;
  }

  /** As in the boot notification, cleaned; the address of a CSMS: host and port. */
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
    String said = examples.get(defect.ordinal());
    return said == null ? null : clean(said, LONGEST);
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
    examples.set(defect.ordinal(), example);
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
