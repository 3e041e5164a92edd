package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class NoLeaksTest {
  @Test
  void aBufferThatNobodyReleasedIsReported() {
    NoLeaks watching = new NoLeaks();
    watching.listen();
    forget();
    assertThat(watching.leaks()).isNotEmpty();
  }

  private static void forget() {
    PooledByteBufAllocator.DEFAULT.directBuffer(77).writeByte(1);
  }
}
