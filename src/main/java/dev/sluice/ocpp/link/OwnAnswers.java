package dev.sluice.ocpp.link;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The calls of one link that the gateway answered itself, for as long as the caller may complain
 * about the answer (CALLRESULTERROR, ocpp.md 4.2): the complaint goes to whoever gave the answer.
 * Ids are a name space for each sender.
 */
final class OwnAnswers {
  private static final int REMEMBERED = 16;

  private final Map<Direction, Set<String>> ids = new EnumMap<>(Direction.class);

  /**
   * The gateway answered a call.
   *
   * @param direction the way that the call went
   */
  void given(Direction direction, String id) {
    Set<String> mine = ids.computeIfAbsent(direction, unused -> new LinkedHashSet<>(4));
    mine.add(id);
    if (mine.size() > REMEMBERED) {
      Iterator<String> oldest = mine.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** A call with this id is passed on: its answer will be somebody else's. */
  void passedOn(Direction direction, String id) {
    Set<String> mine = ids.get(direction);
    if (mine != null) {
      mine.remove(id);
    }
  }

  /** Whether a complaint about the answer to this call is for the gateway; true at most once. */
  boolean complaint(Direction direction, String id) {
    Set<String> mine = ids.get(direction);
    return mine != null && mine.remove(id);
  }
}
