package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ocpp.wire.FrameHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The calls that are open, compared with a plain list of them. */
class OpenCallsProperties {
  private static final long ALLOWED = 100;

  /** What a call is in the list. */
  private static final class Call {
    final FrameHead head;
    long since = -1;
    boolean overdue;

    Call(FrameHead head) {
      this.head = head;
    }
  }

  private static FrameHead call(int id) {
    return new FrameHead(FrameHead.CALL, "id" + id, "Heartbeat");
  }

  @Property(tries = 500)
  void they_are_what_a_plain_list_says(@ForAll long seed) {
    Random random = new Random(seed);
    OpenCalls open = new OpenCalls();
    List<Call> plain = new ArrayList<>();
    long now = random.nextLong(); // nanoTime may begin anywhere
    for (int step = 0; step < 300; step++) {
      now += random.nextInt(20);
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          if (plain.size() < OpenCalls.MOST) {
            FrameHead head = call(random.nextInt(40));
            assertThat(open.waiting()).isEqualTo(plain.stream().anyMatch(each -> !each.overdue));
            assertThat(open.add(head)).isNull();
            plain.add(new Call(head));
          }
        }
        case 2 -> {
          for (Call each : plain) {
            if (each.since < 0) {
              each.since = step;
              open.sent(each.head, now);
              break;
            }
          }
        }
        case 3 -> {
          FrameHead gone = open.overdue(now, ALLOWED);
          if (gone != null) {
            Call first = plain.stream().filter(each -> !each.overdue).findFirst().orElseThrow();
            assertThat(first.head).isSameAs(gone);
            assertThat(first.since).isNotNegative();
            first.overdue = true;
          }
        }
        default -> {
          String id = "id" + random.nextInt(40);
          int at = open.indexOf(id);
          int expected = -1;
          for (int i = plain.size() - 1; i >= 0; i--) {
            boolean it = plain.get(i).since >= 0 && plain.get(i).head.messageId().equals(id);
            expected = it ? i : expected;
          }
          assertThat(at).isEqualTo(expected);
          if (at >= 0) {
            assertThat(open.late(at)).isEqualTo(plain.get(at).overdue);
            assertThat(open.remove(at)).isSameAs(plain.remove(at).head);
          }
        }
      }
    }
  }

  @Example
  void an_answer_in_time_is_never_late_and_one_after_it_is() {
    OpenCalls open = new OpenCalls();
    open.add(call(1));
    open.sent(call(1), 0);
    assertThat(open.overdue(ALLOWED - 1, ALLOWED)).isNull();
    assertThat(open.late(open.indexOf("id1"))).isFalse();
    assertThat(open.overdue(ALLOWED, ALLOWED)).isEqualTo(call(1));
    assertThat(open.overdue(ALLOWED, ALLOWED)).as("once").isNull();
    assertThat(open.late(open.indexOf("id1"))).isTrue();
    assertThat(open.waiting()).isFalse();
  }

  @Example
  void more_calls_than_are_kept_make_the_oldest_go_and_excuse_its_answer() {
    OpenCalls open = new OpenCalls();
    for (int i = 0; i <= OpenCalls.MOST; i++) {
      open.add(call(i));
      open.sent(call(i), i);
    }
    assertThat(open.indexOf("id0")).isNegative();
    assertThat(open.indexOf("id" + OpenCalls.MOST)).isEqualTo(OpenCalls.MOST - 1);
    assertThat(open.excuses()).isTrue();
    assertThat(open.excuses()).isFalse();
    assertThat(open.overdue(1_000, ALLOWED)).isEqualTo(call(1));
    assertThat(open.add(call(100))).as("an overdue one is told").isEqualTo(call(1));
  }

  @Example
  void an_id_counts_as_used_again_only_while_it_is_remembered() {
    OpenCalls open = new OpenCalls();
    assertThat(open.repeats("a")).isFalse();
    assertThat(open.repeats("a")).isTrue();
    assertThat(open.repeats("")).isFalse();
    assertThat(open.repeats("")).isTrue();
    for (int i = 0; i < OpenCalls.REMEMBERED; i++) {
      assertThat(open.repeats("other" + i)).isFalse();
    }
    assertThat(open.repeats("a")).isFalse();
  }

  @Example
  void a_retry_of_an_open_call_is_none_of_another_action() {
    OpenCalls open = new OpenCalls();
    open.add(call(1));
    open.sent(call(1), 0);
    assertThat(open.retried(new FrameHead(FrameHead.CALL, "id1", "Authorize"))).isFalse();
    assertThat(open.excuses()).isFalse();
    assertThat(open.retried(call(1))).isTrue();
    open.remove(open.indexOf("id1"));
    assertThat(open.excuses()).as("the second answer").isTrue();
    assertThat(open.retried(call(1))).as("answered already").isFalse();
  }
}
