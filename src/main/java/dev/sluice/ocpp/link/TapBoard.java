package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.Subprotocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants copies of which frames. Read on every relayed call, changed seldom. */
final class TapBoard {
  private static final Logger LOG = LoggerFactory.getLogger(TapBoard.class);

  private final List<FrameTap> taps = new ArrayList<>();
  private volatile Map<String, List<FrameTap>> byAction = Map.of();

  synchronized AutoCloseable add(FrameTap tap) {
    taps.add(tap);
    rebuild();
    return () -> remove(tap);
  }

  private synchronized void remove(FrameTap tap) {
    taps.remove(tap);
    rebuild();
  }

  /** In one step: a frame reaches either all that go or all that come, never both or neither. */
  synchronized void swap(
      Collection<? extends FrameTap> gone, Collection<? extends FrameTap> fresh) {
    taps.removeAll(gone);
    taps.addAll(fresh);
    rebuild();
  }

  private void rebuild() {
    Map<String, List<FrameTap>> next = new HashMap<>();
    for (FrameTap tap : taps) {
      for (String action : tap.actions()) {
        next.computeIfAbsent(action, unused -> new ArrayList<>()).add(tap);
      }
    }
    next.replaceAll((action, list) -> List.copyOf(list));
    byAction = Map.copyOf(next);
  }

  boolean wants(String action) {
    return byAction.containsKey(action);
  }

  void call(
      String stationId, Subprotocol subprotocol, Direction direction, String action, byte[] call) {
    for (FrameTap tap : byAction.getOrDefault(action, List.of())) {
      try {
        tap.onCall(stationId, subprotocol, direction, action, call);
      } catch (RuntimeException e) {
        // A tap is somebody's route; the relay goes on whatever it does (design D1).
        LOG.warn("A tap for {} failed; relayed traffic is not affected", action, e);
      }
    }
  }

  void answer(
      String stationId,
      Subprotocol subprotocol,
      Direction direction,
      String action,
      byte[] call,
      byte[] answer) {
    for (FrameTap tap : byAction.getOrDefault(action, List.of())) {
      try {
        tap.onAnswer(stationId, subprotocol, direction, action, call, answer);
      } catch (RuntimeException e) {
        LOG.warn("A tap for {} failed; relayed traffic is not affected", action, e);
      }
    }
  }
}
