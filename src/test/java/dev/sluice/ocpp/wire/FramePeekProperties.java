package dev.sluice.ocpp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class FramePeekProperties {
  @Property
  void theHeadOfEveryWrittenCallIsReadBack(
      @ForAll @StringLength(max = 60) String id, @ForAll @StringLength(max = 40) String action)
      throws Exception {
    ObjectNode payload = JsonNodeFactory.instance.objectNode().put("text", action);
    byte[] bytes = FrameText.write(new OcppFrame.Call(id, action, payload));
    String back = new ObjectMapper().readTree(bytes).get(1).textValue();
    FrameHead head = FramePeek.peek(ByteCursor.of(bytes));
    assertThat(head).isEqualTo(new FrameHead(FrameHead.CALL, back, head.action()));
    assertThat(head.action()).isEqualTo(new ObjectMapper().readTree(bytes).get(2).textValue());
  }

  @Property
  void anyBytesWhateverGiveAHeadAndNeverAnException(@ForAll byte[] bytes) {
    assertThat(FramePeek.peek(ByteCursor.of(bytes))).isNotNull();
  }

  @Property
  void everyPrefixOfAFrameIsReadOrUnreadable(@ForAll("cut") int cut) {
    byte[] whole = "[2,\"a\\u00e9\\\\b\",\"Heart\\u0062eat\",{}]".getBytes(StandardCharsets.UTF_8);
    byte[] prefix = java.util.Arrays.copyOf(whole, cut);
    FrameHead head = FramePeek.peek(ByteCursor.of(prefix));
    assertThat(head.messageType()).isIn(FrameHead.CALL, FrameHead.UNREADABLE);
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<Integer> cut() {
    return net.jqwik.api.Arbitraries.integers().between(0, 36);
  }

  @Example
  void spaceBetweenTheElementsDoesNotMatter() {
    byte[] frame = " [ 3 ,\n\t\"42\" , {} ]".getBytes(StandardCharsets.UTF_8);
    assertThat(FramePeek.peek(ByteCursor.of(frame)))
        .isEqualTo(new FrameHead(FrameHead.CALLRESULT, "42", ""));
  }

  @Example
  void anIdThatIsNotAStringCountsAsItIsWritten() {
    byte[] frame = "[2, -17.5e3 ,\"Reset\",{}]".getBytes(StandardCharsets.UTF_8);
    assertThat(FramePeek.peek(ByteCursor.of(frame)))
        .isEqualTo(new FrameHead(FrameHead.CALL, "-17.5e3", "Reset"));
    byte[] nested = "[2,[1],\"Reset\",{}]".getBytes(StandardCharsets.UTF_8);
    assertThat(FramePeek.peek(ByteCursor.of(nested)).messageType()).isEqualTo(FrameHead.UNREADABLE);
  }

  @Example
  void anUnknownMessageTypeKeepsItsNumber() {
    byte[] frame = "[9,\"42\"]".getBytes(StandardCharsets.UTF_8);
    assertThat(FramePeek.peek(ByteCursor.of(frame)).messageType()).isEqualTo(9);
  }
}
