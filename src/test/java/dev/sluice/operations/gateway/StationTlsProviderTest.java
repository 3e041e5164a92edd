package dev.sluice.operations.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operations.config.StationsProperties;
import dev.sluice.operations.config.TlsProvider;
import io.netty.handler.ssl.OpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.util.SelfSignedCertificate;
import org.junit.jupiter.api.Test;

class StationTlsProviderTest {
  private static StationsProperties.Tls files(TlsProvider provider) throws Exception {
    SelfSignedCertificate own = new SelfSignedCertificate();
    return new StationsProperties.Tls(
        own.certificate().toPath(), own.privateKey().toPath(), null, provider);
  }

  @Test
  void where_boringssl_cannot_be_loaded_stations_get_the_tls_of_the_jdk() throws Exception {
    StationTls tls =
        new StationTls(files(TlsProvider.BORINGSSL), new UnsatisfiedLinkError("no such library"));
    SslContext context = tls.read();
    assertThat(context).isNotNull().isNotInstanceOf(OpenSslContext.class);
    assertThat(tls.inForce()).isEqualTo("jdk (boringssl cannot be used)");
  }

  @Test
  void each_provider_is_what_it_says() throws Exception {
    StationTls boringSsl = new StationTls(files(TlsProvider.BORINGSSL));
    assertThat(boringSsl.read()).isInstanceOf(OpenSslContext.class);
    assertThat(boringSsl.inForce()).isEqualTo("boringssl");
    StationTls jdk = new StationTls(files(TlsProvider.JDK));
    assertThat(jdk.read()).isNotNull().isNotInstanceOf(OpenSslContext.class);
    assertThat(jdk.inForce()).isEqualTo("jdk");
  }

  @Test
  void without_a_certificate_there_is_no_tls_and_no_warning_about_a_library() {
    StationTls off =
        new StationTls(new StationsProperties.Tls(null, null, null, TlsProvider.BORINGSSL));
    assertThat(off.read()).isNull();
    assertThat(off.on()).isFalse();
    assertThat(off.inForce()).isEqualTo("off");
  }
}
