package dev.sluice.fcsbe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.flexibility.Fsr;
import dev.sluice.flexibility.Fsr.ServiceClass;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class FsrDocumentProperties {
  @Property(tries = 500)
  void whatIsWrittenReadsTheSame(@ForAll("fsrs") Fsr fsr) {
    byte[] body = JsonDocument.bytes(FsrWriter.write(fsr));
    assertThat(FsrReader.read(fsr.foId(), fsr.fsrId(), body).fsr()).isEqualTo(fsr);
  }

  @Property(tries = 500)
  void anyCutOrChangedByteIsReadOrRefusedButNeverFailsOtherwise(
      @ForAll("fsrs") Fsr fsr, @ForAll byte noise, @ForAll int place, @ForAll boolean cut) {
    byte[] body = JsonDocument.bytes(FsrWriter.write(fsr));
    int at = Math.floorMod(place, body.length);
    byte[] changed = cut ? java.util.Arrays.copyOf(body, at) : body.clone();
    if (!cut) {
      changed[at] = noise;
    }
    try {
      FsrReader.read(fsr.foId(), fsr.fsrId(), changed);
    } catch (ProblemException refused) {
      assertThatCode(() -> refused.problem().json()).doesNotThrowAnyException();
      assertThat(refused.problem().code().status()).isBetween(400, 422);
    }
  }

  @Provide
  Arbitrary<Fsr> fsrs() {
    Arbitrary<String> ids =
        Arbitraries.strings().withChars("abzAZ019._:~-").ofMinLength(1).ofMaxLength(64);
    Arbitrary<List<String>> stations =
        Arbitraries.strings()
            .withChars("aZ09 _:\u00e9\u4e2d\"\\")
            .ofMinLength(1)
            .ofMaxLength(40)
            .list()
            .uniqueElements()
            .ofMinSize(1)
            .ofMaxSize(20);
    Arbitrary<Long> starts = Arbitraries.longs().between(946_684_800_000L, 4_102_444_800_000L);
    Arbitrary<Long> lengths = Arbitraries.longs().between(1, 31L * 24 * 3_600_000);
    Arbitrary<Long> watts = Arbitraries.longs().between(0, FsrReader.MAX_POWER_W);
    Arbitrary<Long> stale = Arbitraries.longs().between(100, 3_600_000).injectNull(0.5);
    return Combinators.combine(
            ids,
            Arbitraries.integers().between(1, Integer.MAX_VALUE),
            Arbitraries.of(ServiceClass.class),
            ids.injectNull(0.5),
            stations,
            starts,
            lengths,
            watts)
        .flatAs(
            (id, revision, serviceClass, group, list, start, length, w) ->
                stale.flatMap(
                    staleAfter ->
                        Arbitraries.of(true, false)
                            .map(
                                flag ->
                                    fsr(
                                        id,
                                        revision,
                                        serviceClass,
                                        group,
                                        list,
                                        start,
                                        length,
                                        w,
                                        staleAfter,
                                        flag))));
  }

  private static Fsr fsr(
      String id,
      int revision,
      ServiceClass serviceClass,
      @Nullable String group,
      List<String> stations,
      long start,
      long length,
      long w,
      @Nullable Long stale,
      boolean flag) {
    boolean setpoint = serviceClass == ServiceClass.SETPOINT;
    boolean valued = serviceClass == ServiceClass.ENVELOPE || (setpoint && (stale == null || flag));
    return new Fsr(
        "fo",
        id,
        revision,
        serviceClass,
        group,
        group == null ? stations : List.of(),
        Instant.ofEpochMilli(start),
        Instant.ofEpochMilli(start + length),
        valued ? w : null,
        setpoint ? stale : null,
        flag);
  }
}
