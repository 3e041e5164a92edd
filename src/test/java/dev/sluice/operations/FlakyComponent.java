package dev.sluice.operations;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/** Stands in for a component of Camel: its routes do not start while they are told so. */
final class FlakyComponent extends DefaultComponent {
  private volatile boolean failing;

  /**
   * @param now true when routes do not start from here on
   */
  void failing(boolean now) {
    failing = now;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    parameters.clear();
    return new DefaultEndpoint(uri, this) {
      @Override
      public Producer createProducer() {
        throw new UnsupportedOperationException("only begins routes");
      }

      @Override
      public Consumer createConsumer(Processor processor) {
        return new DefaultConsumer(this, processor) {
          @Override
          protected void doStart() throws Exception {
            if (failing) {
              throw new NoClassDefFoundError("a/library/that/is/not/There");
            }
            super.doStart();
          }
        };
      }
    };
  }
}
