package dev.sluice.flexibility.camel;

import dev.sluice.flexibility.Command;
import dev.sluice.flexibility.CommandResult;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** {@code flexibility:commands}: the start of a use-case route. */
class CommandsConsumer extends DefaultConsumer implements CommandTaker {
  /** What nearly all stations accept, if they have not said what they do. */
  static final String USUAL_UNIT = "A";

  private final FlexibilityEndpoint endpoint;
  private @Nullable CommandRoutes routes;

  CommandsConsumer(FlexibilityEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    CommandRoutes all = endpoint.component().commands().routes();
    all.add(endpoint.getUseCase(), this);
    routes = all;
  }

  @Override
  protected void doStop() throws Exception {
    CommandRoutes all = routes;
    if (all != null) {
      all.remove(endpoint.getUseCase(), this);
    }
    super.doStop();
  }

  @Override
  public void take(Command command, java.util.function.Consumer<CommandResult> end) {
    Exchange exchange = createExchange(false);
    exchange.setPattern(ExchangePattern.InOut);
    Message in = exchange.getIn();
    in.setHeader(FlexibilityHeaders.OCPP_STATION_ID, command.stationId());
    in.setHeader(FlexibilityHeaders.OCPP_SUBPROTOCOL, command.protocol());
    in.setHeader(FlexibilityHeaders.OCPP_FOLDER, folder(command.protocol()));
    in.setHeader(FlexibilityHeaders.KIND, command.kind().name());
    in.setHeader(FlexibilityHeaders.FSR_ID, command.fsrId());
    in.setHeader(FlexibilityHeaders.USE_CASE, command.useCase());
    String unit = endpoint.component().resources().rateUnit(command.stationId()).orElse(USUAL_UNIT);
    in.setBody(CommandDocument.of(command, unit));
    getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              CommandResult result = CommandAnswer.of(exchange);
              releaseExchange(exchange, false);
              end.accept(result);
            });
  }

  /** {@code ocpp2.0.1} has its tables in {@code ocpp-2.0.1}. */
  private static String folder(String protocol) {
    return protocol.replaceFirst("^ocpp", "ocpp-");
  }
}
