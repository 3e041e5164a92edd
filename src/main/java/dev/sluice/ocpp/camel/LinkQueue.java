package dev.sluice.ocpp.camel;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Link events on their way to a route: one at a time for each station, a bounded number of stations
 * at a time. Of the events that wait for one station only the last is kept, so that a storm of
 * reconnecting stations takes no more memory than there are stations.
 */
final class LinkQueue {
  private static final Logger LOG = LoggerFactory.getLogger(LinkQueue.class);

  /** An event of one station. */
  record Entry(String stationId, String protocol, LinkEvent event) {}

  /** Where events go. */
  interface Sink {
    /**
     * @param done to be called when the event is dealt with, on whatever thread
     */
    void take(Entry entry, Runnable done);
  }

  private final int most;
  private final Executor workers;
  private final Sink sink;
  private final Map<String, Entry> waiting = new LinkedHashMap<>();
  private final Set<String> busy = new HashSet<>();
  private final Map<String, String> toldUp = new HashMap<>();
  private boolean open;

  /**
   * @param most how many stations' events may be under way in the route
   */
  LinkQueue(int most, Executor workers, Sink sink) {
    this.most = most;
    this.workers = workers;
    this.sink = sink;
  }

  /** Takes an event; returns at once. */
  void offer(Entry entry) {
    synchronized (this) {
      if (entry.event() == LinkEvent.OWN_PROFILE_GONE) {
        // What waits says where the link stands, and makes the core look at the station anyway.
        waiting.putIfAbsent(entry.stationId(), entry);
      } else {
        waiting.put(entry.stationId(), entry);
      }
    }
    pump();
  }

  /** Lets events through; before, they only wait. */
  void open() {
    synchronized (this) {
      open = true;
    }
    pump();
  }

  /**
   * Stops. What waits is dropped.
   *
   * @return the stations that the route was told are up, with their subprotocols
   */
  synchronized Map<String, String> close() {
    open = false;
    waiting.clear();
    return Map.copyOf(toldUp);
  }

  /** How many stations have an event that waits. */
  synchronized int waiting() {
    return waiting.size();
  }

  private void pump() {
    try {
      for (Entry next = next(); next != null; next = next()) {
        Entry entry = next;
        workers.execute(() -> hand(entry));
      }
    } catch (RejectedExecutionException e) {
      close();
    }
  }

  private synchronized @Nullable Entry next() {
    if (!open || busy.size() >= most) {
      return null;
    }
    for (Iterator<Entry> it = waiting.values().iterator(); it.hasNext(); ) {
      Entry entry = it.next();
      if (busy.add(entry.stationId())) {
        it.remove();
        if (entry.event() == LinkEvent.DISCONNECTED) {
          toldUp.remove(entry.stationId());
        } else {
          toldUp.put(entry.stationId(), entry.protocol());
        }
        return entry;
      }
    }
    return null;
  }

  private void hand(Entry entry) {
    try {
      sink.take(entry, () -> done(entry));
    } catch (RuntimeException e) {
      LOG.warn("{}: {} could not be handed to the route", entry.stationId(), entry.event(), e);
      done(entry);
    }
  }

  private void done(Entry entry) {
    synchronized (this) {
      busy.remove(entry.stationId());
    }
    pump();
  }
}
