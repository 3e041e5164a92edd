package dev.sluice.flexibility.camel;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Hand what FOs ask and stations tell to the flexibility core, and carry out its commands. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "flexibility",
    title = "Flexibility",
    syntax = "flexibility:point",
    category = {Category.IOT},
    headersClass = FlexibilityHeaders.class)
public class FlexibilityEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {
  private static final String COMMANDS = "commands";
  private static final String NOTIFICATIONS = "notifications";

  /**
   * What the endpoint is for. As a source: commands (what the core wants done at stations) and
   * notifications. As a step: request, setpoint, cancel and fsr for an FO's service requests,
   * notifications to read an FO's log, put-group and group, observe and link for what happens at
   * stations, stations and station to read what is known of them.
   */
  @UriPath(
      enums =
          "commands,notifications,request,setpoint,cancel,fsr,observe,link,stations,station,put-group,group")
  @Metadata(required = true)
  private String point = "";

  /**
   * For commands: the use case of IEC 63382-1 whose commands the route carries out, for example
   * 2.1. The route must end with a CommandOutcome document as body, or with an exception.
   */
  @UriParam(label = "consumer")
  private String useCase = "";

  FlexibilityEndpoint(String uri, FlexibilityComponent component) {
    super(uri, component);
  }

  /** Fails when the endpoint does not exist or lacks something, with what to write instead. */
  void check() {
    boolean source = point.equals(COMMANDS) || point.equals(NOTIFICATIONS);
    if (!source && !FlexibilityComponent.OPERATIONS.contains(point)) {
      throw new IllegalArgumentException(
          "flexibility:"
              + point
              + " does not exist; write flexibility: and one of commands, notifications, "
              + String.join(", ", FlexibilityComponent.OPERATIONS));
    }
    if (point.equals(COMMANDS) && useCase.isEmpty()) {
      throw new IllegalArgumentException(
          "flexibility:commands has no use case; write flexibility:commands?useCase=2.1");
    }
  }

  @Override
  public Producer createProducer() {
    return switch (point) {
      case NOTIFICATIONS -> new NotificationsProducer(this);
      case COMMANDS ->
          throw new IllegalArgumentException("flexibility:commands can only be a from");
      default -> new OperationProducer(this, component().operation(point));
    };
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    Consumer consumer =
        switch (point) {
          case COMMANDS -> new CommandsConsumer(this, processor);
          case NOTIFICATIONS -> new NotificationsConsumer(this, processor);
          default ->
              throw new IllegalArgumentException("flexibility:" + point + " can only be a to");
        };
    configureConsumer(consumer);
    return consumer;
  }

  // Of commands there is only one, which the board says more clearly.
  @Override
  public boolean isMultipleConsumersSupported() {
    return true;
  }

  FlexibilityComponent component() {
    return (FlexibilityComponent) getComponent();
  }

  public String getPoint() {
    return point;
  }

  public void setPoint(String point) {
    this.point = point;
  }

  public String getUseCase() {
    return useCase;
  }

  public void setUseCase(String useCase) {
    this.useCase = useCase;
  }
}
