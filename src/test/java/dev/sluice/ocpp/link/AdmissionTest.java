package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ocpp.link.LinkCounters.Count;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
  private static final long SECOND = 1_000_000_000L;

  private final LinkCounters counters = new LinkCounters();
  private final List<EmbeddedChannel> open = new ArrayList<>();

  private static final class From extends EmbeddedChannel {
    private final SocketAddress address;

    From(String address) throws Exception {
      this.address = new InetSocketAddress(InetAddress.getByName(address), 1);
    }

    @Override
    protected SocketAddress remoteAddress0() {
      return address;
    }
  }

  private static AdmissionSettings settings(
      int all, int handshakes, int connections, int rate, int burst, String... exempt) {
    return new AdmissionSettings(
        all,
        handshakes,
        connections,
        rate,
        burst,
        5,
        100,
        List.of(exempt).stream().map(AddressRange::of).toList());
  }

  private boolean admitted(Admission admission, String address, long at) throws Exception {
    EmbeddedChannel channel = new From(address);
    boolean admitted = admission.admit(channel, at);
    if (admitted) {
      open.add(channel);
    }
    return admitted;
  }

  @Test
  void anAddressHasSoManyHandshakesAndConnectionsAndOthersHaveTheirOwn() throws Exception {
    Admission admission = new Admission(settings(100, 2, 3, 1000, 1000), counters);
    assertThat(admitted(admission, "10.0.0.1", 0)).isTrue();
    assertThat(admitted(admission, "10.0.0.1", 0)).isTrue();
    assertThat(admitted(admission, "10.0.0.1", 0)).isFalse();
    assertThat(admitted(admission, "10.0.0.2", 0)).isTrue();
    admission.over(open.get(0));
    assertThat(admitted(admission, "10.0.0.1", 0)).isTrue();
    admission.over(open.get(1));
    assertThat(admitted(admission, "10.0.0.1", 0)).as("a fourth connection").isFalse();
    open.get(0).close();
    assertThat(admitted(admission, "10.0.0.1", 0)).isTrue();
    assertThat(counters.get(Count.REFUSED_HANDSHAKES)).isEqualTo(1);
    assertThat(counters.get(Count.REFUSED_CONNECTIONS)).isEqualTo(1);
  }

  @Test
  void afterABurstAnAddressGetsInAtItsRate() throws Exception {
    Admission admission = new Admission(settings(1000, 1000, 1000, 10, 3), counters);
    for (int i = 0; i < 3; i++) {
      assertThat(admitted(admission, "10.0.0.1", 0)).isTrue();
    }
    assertThat(admitted(admission, "10.0.0.1", SECOND / 20)).isFalse();
    assertThat(admitted(admission, "10.0.0.1", SECOND / 10)).isTrue();
    assertThat(admitted(admission, "10.0.0.1", SECOND / 10)).isFalse();
    assertThat(counters.get(Count.REFUSED_RATE)).isEqualTo(2);
  }

  @Test
  void theAddressesOfAnIpv6NetworkAreOne() throws Exception {
    Admission admission = new Admission(settings(100, 1, 10, 1000, 1000), counters);
    assertThat(admitted(admission, "2001:db8:0:1::1", 0)).isTrue();
    assertThat(admitted(admission, "2001:db8:0:1:ffff::2", 0)).isFalse();
    assertThat(admitted(admission, "2001:db8:0:2::1", 0)).isTrue();
    assertThat(Origin.of(new From("2001:db8:0:1::1").remoteAddress()))
        .hasToString("2001:db8:0:1::/64");
  }

  @Test
  void exemptAddressesCountOnlyAmongAll() throws Exception {
    Admission admission = new Admission(settings(3, 1, 1, 1, 1, "10.0.0.0/8"), counters);
    for (int i = 0; i < 3; i++) {
      assertThat(admitted(admission, "10.1.2." + i, 0)).isTrue();
    }
    assertThat(admitted(admission, "10.1.2.9", 0)).isFalse();
  }

  @Test
  void whenAllPlacesAreTakenTheOldestThatStillSaysNothingMakesRoom() throws Exception {
    Admission admission = new Admission(settings(3, 10, 10, 1000, 1000), counters);
    for (int i = 0; i < 3; i++) {
      assertThat(admitted(admission, "10.0.0." + i, i * SECOND)).isTrue();
    }
    admission.requested(open.get(0));
    assertThat(admitted(admission, "10.0.0.9", 2 * SECOND)).isTrue();
    assertThat(open.get(0).isOpen()).as("it has sent its request").isTrue();
    assertThat(open.get(1).isOpen()).isFalse();
    assertThat(admitted(admission, "10.0.0.9", 2 * SECOND)).as("too young to go").isFalse();
    assertThat(admission.handshakes()).isEqualTo(3);
    assertThat(counters.get(Count.HANDSHAKES_EVICTED)).isEqualTo(1);
  }

  @Test
  void addressesThatAreGoneAreForgottenInTheEnd() throws Exception {
    Admission admission = new Admission(settings(100, 10, 10, 1000, 1000), counters);
    for (int i = 0; i < 12_000; i++) {
      assertThat(admitted(admission, "10.1." + i / 250 + "." + i % 250, 0)).isTrue();
      admission.over(open.get(0));
      open.remove(0).close();
    }
    assertThat(admission.addresses()).isEqualTo(10_000);
    assertThat(admission.handshakes()).isZero();
  }

  @Test
  void eachFurtherFailureDoublesTheWaitAndTimeOrSuccessEndsIt() throws Exception {
    CredentialFailures failures = new CredentialFailures(AdmissionSettings.defaults());
    Origin from = Origin.of(new From("10.0.0.1").remoteAddress());
    Origin other = Origin.of(new From("10.0.0.2").remoteAddress());
    for (int i = 0; i < 4; i++) {
      failures.failed(from, "CP1", false, 0);
    }
    assertThat(failures.seconds(from, "CP1", false, 0)).isZero();
    long[] waits = {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300};
    for (long wait : waits) {
      failures.failed(from, "CP1", false, 0);
      assertThat(failures.seconds(from, "CP1", false, 0)).isEqualTo(wait);
    }
    assertThat(failures.seconds(from, "CP2", false, 0)).isZero();
    assertThat(failures.seconds(other, "CP1", false, 0)).isZero();
    assertThat(failures.seconds(from, "CP1", false, 300 * SECOND)).isZero();
    failures.failed(from, "CP1", false, CredentialFailures.MEMORY.toNanos() + SECOND);
    assertThat(failures.seconds(from, "CP1", false, CredentialFailures.MEMORY.toNanos() + SECOND))
        .as("the others are forgotten")
        .isZero();
  }

  @Test
  void manyStationsTriedFromOneAddressMakeItWaitForAllUnlessItIsExempt() throws Exception {
    CredentialFailures failures = new CredentialFailures(AdmissionSettings.defaults());
    Origin from = Origin.of(new From("10.0.0.1").remoteAddress());
    for (int i = 0; i < 30_000; i++) {
      failures.failed(from, "CP" + i, false, 0);
    }
    assertThat(failures.seconds(from, "NEW", false, 0)).isEqualTo(300);
    assertThat(failures.seconds(from, "NEW", true, 0)).isZero();
    assertThat(failures.size()).isEqualTo(20_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1", "::/129"})
  void whatIsNoRangeOfAddressesIsSaid(String text) {
    assertThatThrownBy(() -> AddressRange.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rangesAreCutAtAnyBit() throws Exception {
    AddressRange range = AddressRange.of("192.168.4.0/22");
    assertThat(range.contains(InetAddress.getByName("192.168.7.255"))).isTrue();
    assertThat(range.contains(InetAddress.getByName("192.168.8.0"))).isFalse();
    assertThat(range.contains(InetAddress.getByName("::1"))).isFalse();
    assertThat(AddressRange.of("::1").contains(InetAddress.getByName("::1"))).isTrue();
    assertThat(AddressRange.of("::/0").contains(InetAddress.getByName("2001:db8::1"))).isTrue();
  }
}
