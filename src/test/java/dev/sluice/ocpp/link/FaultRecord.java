package dev.sluice.ocpp.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What station and CSMS of one conversation sent and saw, and what of it must not have been. */
final class FaultRecord {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Set<String> OWN_ACTIONS =
      Set.of("SetChargingProfile", "GetConfiguration", "ClearChargingProfile");

  /** An answer, and how long the one that was called thinks about it. */
  record Reply(String id, String text, int millis) {}

  private final String station;
  private final Random random;
  private final Map<String, String> stationCalls = new HashMap<>();
  private final Map<String, String> csmsCalls = new HashMap<>();
  private final Map<String, String> stationAnswers = new HashMap<>();
  private final Set<String> openUp = new HashSet<>();
  private final Set<String> openDown = new HashSet<>();
  private final Set<String> own = new HashSet<>();
  private final List<String> forgeable = new ArrayList<>();
  private int atStation;
  private int atCsms;
  private boolean attentive;

  FaultRecord(String station, Random random) {
    this.station = station;
    this.random = random;
  }

  /** A call that the station sends now. */
  synchronized String stationCall() {
    String id = "s-" + (stationCalls.size() + 1);
    String text = Gateway.frame(id, "DataTransfer", "{'vendorId':'%s'}".formatted(station));
    stationCalls.put(id, text);
    openUp.add(id);
    return text;
  }

  /** A call that the CSMS sends now. */
  synchronized String csmsCall(boolean profile) {
    String id = "c-" + (csmsCalls.size() + 1);
    String text =
        profile
            ? Gateway.frame(id, "SetChargingProfile", Gateway.profile(7, 0, 32))
            : Gateway.frame(id, "DataTransfer", "{'vendorId':'%s'}".formatted(station));
    csmsCalls.put(id, text);
    openDown.add(id);
    return text;
  }

  /** From here on the station answers every call. */
  synchronized void attentive() {
    attentive = true;
  }

  /** The station got a message; its answer, null when it gives none. */
  synchronized @Nullable Reply atStation(String text) {
    JsonNode frame = parsed(text);
    String id = frame.path(1).asText();
    if (frame.path(0).asInt() == 3) {
      forgeable(openUp.remove(id), "the station got an answer again, or to a call it did not make");
      forgeable(text.equals(answer(id)), "the station got a wrong answer: " + text);
      return null;
    }
    forgeable(frame.path(0).asInt() == 2, "the station got " + text);
    if (id.startsWith("c-")) {
      forgeable(id.equals("c-" + ++atStation), id + " is not the CSMS's next call");
      forgeable(text.equals(csmsCalls.get(id)), "the CSMS did not send " + text);
    } else {
      forgeable(UUID.matcher(id).matches(), "nobody sent " + text);
      forgeable(OWN_ACTIONS.contains(frame.path(2).asText()), "the gateway sent " + text);
      forgeable(own.add(id), "an own call came twice: " + text);
    }
    if (!attentive && random.nextInt(12) == 0) {
      openDown.remove(id);
      return null;
    }
    return new Reply(id, answer(id), random.nextInt(30));
  }

  /** The station answers now. */
  synchronized void stationAnswers(Reply reply) {
    stationAnswers.put(reply.id(), reply.text());
  }

  /** The CSMS got a message; its answer, null when it gives none. */
  synchronized @Nullable Reply atCsms(String text) {
    JsonNode frame = parsed(text);
    String id = frame.path(1).asText();
    forgeable(!own.contains(id) && !UUID.matcher(id).find(), "an own id at the CSMS: " + text);
    if (frame.path(0).asInt() == 3) {
      forgeable(openDown.remove(id), "the CSMS got an answer again, or to a call it did not make");
      forgeable(text.equals(stationAnswers.get(id)), "the CSMS got a wrong answer: " + text);
      return null;
    }
    forgeable(id.equals("s-" + ++atCsms), id + " is not the station's next call");
    forgeable(text.equals(stationCalls.get(id)), "the station did not send " + text);
    return new Reply(id, answer(id), random.nextInt(20));
  }

  /** Who is asked and what was asked stand in the answer. */
  private String answer(String id) {
    return "[3,\"%s\",{\"status\":\"Accepted\",\"station\":\"%s\"}]".formatted(id, station);
  }

  /** Whether all calls that were sent are answered, but for those that the station ignored. */
  synchronized boolean complete() {
    return openUp.isEmpty() && openDown.isEmpty();
  }

  private static JsonNode parsed(String text) {
    try {
      return Gateway.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return Gateway.JSON.missingNode();
    }
  }

  /** What may be the proxy's own work when it corrupts the bytes. */
  private void forgeable(boolean right, String otherwise) {
    if (!right) {
      forgeable.add(otherwise);
    }
  }

  synchronized void check(boolean right, String otherwise) {
    if (!right) {
      wrong(otherwise);
    }
  }

  synchronized void wrong(String what) {
    throw new AssertionError(what + "; seen: " + forgeable + ", open " + openUp + openDown);
  }

  /**
   * @param forged whether the proxy corrupted the bytes
   */
  synchronized void verify(boolean forged) {
    if (!forged && !forgeable.isEmpty()) {
      throw new AssertionError(String.join("\n", forgeable));
    }
  }
}
