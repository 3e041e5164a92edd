package dev.sluice.ocpp.link;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What the links have done since the start. Safe for any thread. */
public final class LinkCounters {
  /** What is counted. */
  public enum Count {
    /** Messages of stations passed to the CSMS. */
    RELAYED_UP,
    /** Messages of the CSMS passed to stations. */
    RELAYED_DOWN,
    /** Relayed although the head is not that of an OCPP-J frame. */
    UNREADABLE,
    /** Relayed binary messages, which OCPP-J does not know. */
    BINARY,
    /** Links established. */
    LINKS_OPENED,
    /** Links ended. */
    LINKS_CLOSED,
    /** Handshakes that the gateway or the CSMS refused. */
    HANDSHAKES_REFUSED,
    /** Handshakes passed on to the CSMS. */
    DIALS,
    /** Handshakes answered 503 because too many others were waiting for the CSMS. */
    DIALS_CROWDED,
    /** Handshakes answered 503 at once because the CSMS counts as unreachable. */
    DIALS_UNREACHABLE,
    /** Times that the CSMS began to count as unreachable. */
    CSMS_LOST,
    /** Own calls written to stations. */
    INJECTED,
    /** Own calls answered in time, by CALLRESULT or CALLERROR. */
    INJECTED_ANSWERED,
    /** Own calls without an answer in time. */
    INJECTED_TIMED_OUT,
    /** Own calls dropped because they waited too long. */
    INJECTED_STALE,
    /** Own calls whose place a newer one took. */
    INJECTED_SUPERSEDED,
    /** Own calls refused because the queue was full. */
    INJECTED_OVERFLOWS,
    /** Own calls that the guard refused. */
    GUARD_REFUSED,
    /** Answers to own calls that were over already, and were swallowed. */
    LATE_ANSWERS,
    /** Own calls of which it is not known whether the station obeyed (exposure, design D4). */
    EXPOSURE,
    /** Links closed because the CSMS sent more calls than may wait. */
    LANE_OVERFLOWS,
    /** Calls of the CSMS that a station did not answer in time, or before its link closed. */
    CSMS_UNANSWERED,
    /** Times that a call of the CSMS's, or making room for one, ended own profiles. */
    OWN_PROFILES_GONE,
    /** Reports of stations on the gateway's own requests, answered here. */
    OWN_REPORTS,
    /** Calls that can cut the gateway off, relayed (CutOffPolicies). */
    CUT_OFF_OBSERVED,
    /** The same, relayed with a warning. */
    CUT_OFF_WARNED,
    /** The same, refused by the gateway and not relayed. */
    CUT_OFF_BLOCKED,
    /** Answers of the gateway's own that the caller complained about (CALLRESULTERROR). */
    OWN_ANSWERS_REFUSED,
    /** Links closed because one of the ends was silent and answered no ping. */
    SILENT_LINKS,
    /** Links whose station connected again, with the same credentials. */
    TAKEOVERS,
    /** Handshakes for a station that is connected, refused for want of its credentials. */
    TAKEOVERS_REFUSED,
    /** Links that answered no ping when a handshake came for their station, and were cut. */
    STALE_LINKS,
    /** Handshakes whose credentials the gateway itself refused. */
    CREDENTIALS_REFUSED,
    /** Handshakes refused unheard (429): too many credentials of that address were refused. */
    THROTTLED,
    /** Handshakes cut because the request did not come in time. */
    SLOW_HANDSHAKES,
    /** Handshakes cut without having sent a request, because new ones needed their place. */
    HANDSHAKES_EVICTED,
    /** Requests refused because a line or the headers were too long (414, 431). */
    OVERSIZED_REQUESTS,
    /** Connections reset at accept: too many handshakes were not over. */
    REFUSED_HANDSHAKES,
    /** Connections reset at accept: their address had too many. */
    REFUSED_CONNECTIONS,
    /** Connections reset at accept: their address opened them too fast. */
    REFUSED_RATE,
    /** Links closed because a message was longer than allowed (1009). */
    OVERSIZED_MESSAGES
  }

  private final Map<Count, LongAdder> adders = new EnumMap<>(Count.class);

  LinkCounters() {
    for (Count count : Count.values()) {
      adders.put(count, new LongAdder());
    }
  }

  void add(Count count) {
    LongAdder adder = adders.get(count);
    if (adder != null) {
      adder.increment();
    }
  }

  /** The count so far. */
  public long get(Count count) {
    LongAdder adder = adders.get(count);
    return adder == null ? 0 : adder.sum();
  }

  /** All counts by name. */
  public Map<String, Long> snapshot() {
    Map<String, Long> all = new TreeMap<>();
    adders.forEach((count, adder) -> all.put(count.name(), adder.sum()));
    return all;
  }
}
