package dev.sluice.iso15118;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactReaderTest {
  private static final String SET =
      """
      # a set
      namespace a urn:a
      namespace -
      root a ChargeReq : Charge

      type Charge
        attribute - Id : one of x y 0..1
        sequence 1..1
          choice 0..1
            element a Left : Level 1..1
            any 0..*
          element a Right : Level 2..5

      type Level = integer -3 *
      """;

  @Test
  void nestingIsTheIndentation() {
    MessageSet set = FactReader.read("made", SET);
    FactType charge = set.type(set.root("ChargeReq").orElseThrow().type());
    assertThat(charge.attributes())
        .containsExactly(
            new FactType.Attribute("-", "Id", new Datatype.OneOf(List.of("x", "y")), false));
    assertThat(charge.content())
        .isEqualTo(
            new Particle.Sequence(
                1,
                1,
                List.of(
                    new Particle.Choice(
                        0,
                        1,
                        List.of(
                            new Particle.Child(1, 1, "a", "Left", "Level"),
                            new Particle.Wildcard(0, Particle.UNBOUNDED))),
                    new Particle.Child(2, 5, "a", "Right", "Level"))));
    assertThat(set.type("Level").value())
        .isEqualTo(new Datatype.Whole(java.math.BigInteger.valueOf(-3), null));
    assertThat(set.namespaces()).containsEntry("a", "urn:a").containsEntry("-", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "root a ChargeReq : Charge|rot a ChargeReq : Charge|made.facts:4: 'rot' is not namespace",
        "element a Left|element b Left|made.facts:10: there is no namespace 'b'",
        "integer -3 *|decimal -3 *|made.facts:14: 'decimal' is no datatype",
        "choice 0..1|switch 0..1|made.facts:9: 'switch' is not sequence, choice",
        "Right : Level 2..5|Right : Level 2..x|made.facts:12: 'x' is no number of times",
        "Right : Level|Right : Depth|made: element Right has the type 'Depth', there is none",
        "type Level|type Charge|made.facts:14: there are two types 'Charge'",
        "root a ChargeReq : Charge|root a|made.facts:4: the line ends too early",
      })
  void aWrongLineIsNamed(String right, String wrong, String message) {
    assertThatThrownBy(() -> FactReader.read("made", SET.replace(right, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
