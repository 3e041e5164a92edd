package dev.sluice.ocpp.camel;

import dev.sluice.ocpp.link.OcppLinks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * While routes are replaced: what those that stop had not dealt with waits, and goes to those that
 * take their place. A station's copies stay in order and each reaches a route once.
 */
public final class Succession implements AutoCloseable {
  private final OcppComponent component;
  private final OcppLinks links;
  private final List<StationsConsumer> gone = new ArrayList<>();
  private final List<StationsConsumer> heirs = new ArrayList<>();
  private final Map<String, String> toldUp = new LinkedHashMap<>();
  private boolean over;

  Succession(OcppComponent component, OcppLinks links) {
    this.component = component;
    this.links = links;
  }

  /**
   * A consumer stops; its tap stays and its copies wait.
   *
   * @return false when it is to stop as usual
   */
  synchronized boolean leaves(StationsConsumer consumer) {
    if (over) {
      return false;
    }
    // One that came during this succession has been given nothing yet.
    if (!heirs.remove(consumer)) {
      gone.add(consumer);
    }
    return true;
  }

  /**
   * A consumer starts; it is given its tap at the end.
   *
   * @return false when it is to start as usual
   */
  synchronized boolean comes(StationsConsumer consumer) {
    if (over) {
      return false;
    }
    heirs.add(consumer);
    return true;
  }

  /** The stations that a route of links, which has gone, was last told are up. */
  synchronized void linksTold(Map<String, String> up) {
    toldUp.putAll(up);
  }

  /** What any route of links that has gone was told is up. */
  synchronized Map<String, String> told() {
    return Map.copyOf(toldUp);
  }

  /** Hands over, and ends the succession. Copies that no route asks for any more are dropped. */
  @Override
  public void close() {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    try {
      // The old taps pass on from here, so that what comes now stands behind what has waited …
      for (StationsConsumer old : gone) {
        old.passOn(frame -> inherit(old, frame));
      }
    } finally {
      // … and then the new ones stand in their place.
      links.swapTaps(gone, heirs);
      heirs.forEach(StationsConsumer::release);
      gone.forEach(StationsConsumer::closeQueues);
      component.ended(this);
    }
  }

  private void inherit(StationsConsumer from, CopiedFrame frame) {
    for (StationsConsumer heir : heirs) {
      if (heir.wants(frame) && from == source(heir, frame)) {
        heir.offer(frame);
      }
    }
  }

  /** Of several that had a copy of the frame: the route of the same name, else the first. */
  private @Nullable StationsConsumer source(StationsConsumer heir, CopiedFrame frame) {
    StationsConsumer first = null;
    for (StationsConsumer old : gone) {
      if (old.wants(frame)) {
        if (old.name().equals(heir.name())) {
          return old;
        }
        first = first == null ? old : first;
      }
    }
    return first;
  }
}
