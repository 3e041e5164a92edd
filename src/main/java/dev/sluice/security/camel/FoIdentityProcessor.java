package dev.sluice.security.camel;

import dev.sluice.flexibility.Refusal;
import dev.sluice.flexibility.camel.FlexibilityHeaders;
import dev.sluice.security.FoIdentity;
import dev.sluice.security.FoIdentitySource;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Sets the FO's id from its certificate; whatever the message said about it before is dropped. */
final class FoIdentityProcessor implements Processor {
  private static final String TLS_SESSION = "CamelNettySSLSession";

  private final FoIdentitySource source;
  private final Clock clock;

  FoIdentityProcessor(FoIdentitySource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    Object session = message.removeHeader(TLS_SESSION);
    message.removeHeader(FlexibilityHeaders.FO_ID);
    if (source instanceof FoIdentitySource.Development development) {
      message.setHeader(FlexibilityHeaders.FO_ID, development.foId());
      return;
    }
    if (!(session instanceof SSLSession tls)) {
      throw new Refusal("unauthenticated", "The FO port is served over TLS only.");
    }
    message.setHeader(FlexibilityHeaders.FO_ID, identity(tls).foId());
  }

  private FoIdentity identity(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      if (chain.length > 0 && chain[0] instanceof X509Certificate certificate) {
        return FoIdentity.of(certificate, clock);
      }
    } catch (SSLPeerUnverifiedException e) {
      throw new Refusal("unauthenticated", "The connection has no client certificate.");
    }
    throw new Refusal("unauthenticated", "The connection has no X.509 client certificate.");
  }
}
