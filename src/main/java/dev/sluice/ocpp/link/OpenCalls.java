package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.FrameHead;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one side of a link that have no answer yet, oldest first, and the ids that it used
 * last. Nothing is allocated for a call unless more are open than ever before on this link. Times
 * are {@link System#nanoTime} values. Confined to the station's event loop.
 */
final class OpenCalls {
  /** More calls without an answer than this are not kept: the oldest is let go. */
  static final int MOST = 64;

  /** How many ids are remembered, as hashes of 64 bits. */
  static final int REMEMBERED = 16;

  private FrameHead[] heads = new FrameHead[1];
  private long[] since = new long[1];
  private int count;

  /** The first so many have been relayed. */
  private int sent;

  /** The first so many of these are out for longer than allowed. */
  private int overdue;

  /** Answers that may come to a call that is not kept any more. */
  private long excused;

  private long @Nullable [] ids;
  private int nextId;

  /** Whether an id was used a short while ago; it counts as used from now on. */
  boolean repeats(String id) {
    long hash = hash(id);
    long[] known = ids;
    if (known == null) {
      known = new long[REMEMBERED];
      ids = known;
    }
    for (long each : known) {
      if (each == hash) {
        return true;
      }
    }
    known[nextId] = hash;
    nextId = (nextId + 1) % REMEMBERED;
    return false;
  }

  private static long hash(String id) {
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    return hash == 0 ? 1 : hash;
  }

  /** Whether a call with this id and action is open; one more answer to it may come then. */
  boolean retried(FrameHead call) {
    int at = indexOf(call.messageId());
    boolean same = at >= 0 && heads[at].action().equals(call.action());
    excused += same ? 1 : 0;
    return same;
  }

  /** Whether there is an open call that is not overdue. */
  boolean waiting() {
    return count > overdue;
  }

  /**
   * A call came; {@link #sent} tells when it was relayed.
   *
   * @return one that was overdue and had to be let go; null when there was none
   */
  @Nullable FrameHead add(FrameHead call) {
    FrameHead gone = null;
    if (count == MOST) {
      gone = overdue > 0 ? heads[0] : null;
      remove(0);
      excused++;
    }
    if (count == heads.length) {
      heads = Arrays.copyOf(heads, 2 * count);
      since = Arrays.copyOf(since, 2 * count);
    }
    heads[count++] = call;
    return gone;
  }

  /** A call is relayed. Calls are relayed in the order in which they came. */
  void sent(FrameHead call, long now) {
    if (sent < count && heads[sent].messageId().equals(call.messageId())) {
      since[sent++] = now;
    }
  }

  /**
   * The next call that is out for longer than allowed, once for each; null when there is none. The
   * answer to it is late from now on.
   */
  @Nullable FrameHead overdue(long now, long allowed) {
    return overdue < sent && now - since[overdue] >= allowed ? heads[overdue++] : null;
  }

  /** Whether the oldest call that is not overdue is this one; it is overdue from now on. */
  boolean timedOut(FrameHead call) {
    boolean oldest = overdue < sent && heads[overdue].messageId().equals(call.messageId());
    overdue += oldest ? 1 : 0;
    return oldest;
  }

  /**
   * The next overdue call that was sent before a time, or at any; it is let go. Null when there is
   * none.
   */
  @Nullable FrameHead never(long now, long allowed) {
    return overdue > 0 && now - since[0] >= allowed ? remove(0) : null;
  }

  /** Where the oldest relayed call with this id is; -1 when there is none. */
  int indexOf(String id) {
    for (int i = 0; i < sent; i++) {
      if (heads[i].messageId().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /** Where the oldest call is that was relayed and is not overdue; -1 when there is none. */
  int oldest() {
    return overdue < sent ? overdue : -1;
  }

  /** Whether an answer to the call there is late. */
  boolean late(int at) {
    return at < overdue;
  }

  /** Whether an answer to no open call can be to one that is not kept any more; once for each. */
  boolean excuses() {
    boolean excuse = excused > 0;
    excused -= excuse ? 1 : 0;
    return excuse;
  }

  /** The call there is over. */
  FrameHead remove(int at) {
    FrameHead gone = heads[at];
    int behind = count - at - 1;
    System.arraycopy(heads, at + 1, heads, at, behind);
    System.arraycopy(since, at + 1, since, at, behind);
    count--;
    sent -= at < sent ? 1 : 0;
    overdue -= at < overdue ? 1 : 0;
    Arrays.fill(heads, count, count + 1, null);
    return gone;
  }

  /** A call that came is answered before it was relayed: the newest one. */
  void withdrawn(FrameHead call) {
    if (count > sent && heads[count - 1].messageId().equals(call.messageId())) {
      remove(count - 1);
    }
  }
}
