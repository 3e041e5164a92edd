package dev.sluice.mapping.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.mapping.Degradation;
import dev.sluice.mapping.MappingException;
import dev.sluice.mapping.MappingTables;
import dev.sluice.mapping.TableLoader;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.operations.gateway.ProtocolModels;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MappingComponentTest {
  private static final MappingTables SHIPPED =
      TableLoader.load(Path.of("mappings"), ProtocolModels.all(OcppSchemas.official())).tables();

  private final MappingTables tables = MappingTables.of(List.of());
  private final CamelContext context = new DefaultCamelContext();

  @BeforeEach
  void start() {
    tables.replace(SHIPPED);
    context.addComponent("mapping", new MappingComponent(tables));
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private Exchange through(String endpoint, @Nullable Object body) {
    try (ProducerTemplate template = context.createProducerTemplate()) {
      return template.request(endpoint, exchange -> exchange.getMessage().setBody(body));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aRouteMapsItsBody() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:boot").to("mapping:ocpp-1.6/BootNotification?direction=up");
          }
        });
    Exchange done =
        through("direct:boot", json("{'chargePointVendor':'Volt','chargePointModel':'V2'}"));
    assertThat(done.getException()).isNull();
    assertThat(done.getMessage().getBody(JsonNode.class))
        .isEqualTo(json("{'vendor':'Volt','model':'V2'}"));
    assertThat(done.getMessage().getHeader(MappingHeaders.DEGRADATIONS)).isNull();
  }

  @Test
  void degradationsTravelInAHeader() throws Exception {
    Exchange done =
        through(
            "mapping:ocpp-1.6/StatusNotification",
            json("{'connectorId':1,'errorCode':'NoError','status':'Occupied'}"));
    List<?> degradations = done.getMessage().getHeader(MappingHeaders.DEGRADATIONS, List.class);
    assertThat(degradations).singleElement().isInstanceOf(Degradation.class);
  }

  @Test
  void anEndpointOfAnUnknownTableSaysWhichNamesAreNear() {
    assertThatThrownBy(() -> context.getEndpoint("mapping:ocpp-1.6/BootNotifcation?direction=up"))
        .rootCause()
        .hasMessageContaining("There is no mapping table 'ocpp-1.6/BootNotifcation' in force")
        .hasMessageContaining("did you mean ocpp-1.6/BootNotification");
  }

  @Test
  void anEndpointOfADirectionThatTheTableDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> context.getEndpoint("mapping:ocpp-1.6/MeterValues?direction=down"))
        .rootCause()
        .hasMessageContaining("has no direction DOWN, only [UP]");
  }

  @Test
  void aTableOfBothDirectionsNeedsTheDirection() {
    assertThatThrownBy(() -> context.getEndpoint("mapping:ocpp-1.6/ClearChargingProfile"))
        .rootCause()
        .hasMessageContaining("add ?direction=up or ?direction=down");
  }

  @Test
  void aReplacedSetOfTablesIsUsedFromTheNextExchangeOn() throws Exception {
    String endpoint = "mapping:ocpp-1.6/BootNotification?direction=up";
    JsonNode boot = json("{'chargePointVendor':'Volt','chargePointModel':'V2'}");
    assertThat(through(endpoint, boot).getException()).isNull();
    tables.replace(MappingTables.of(List.of()));
    assertThat(through(endpoint, boot).getException())
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("There is no mapping table 'ocpp-1.6/BootNotification' in force");
    tables.replace(SHIPPED);
    assertThat(through(endpoint, boot).getException()).isNull();
  }

  @Test
  void aMessageWithoutWhatARequiredRowNeedsFailsWithTheTablesLine() throws Exception {
    Exchange failed = through("mapping:ocpp-2.1/BootNotification", json("{'reason':'PowerUp'}"));
    assertThat(failed.getException())
        .isInstanceOf(MappingException.class)
        .hasMessageMatching(
            "mappings/ocpp-2\\.1/BootNotification\\.yaml:\\d+: chargingStation\\.vendorName:"
                + " is missing, and the row is required");
  }

  @Test
  void aBodyThatIsNoJsonSaysWhatToPutBefore() {
    assertThat(through("mapping:ocpp-2.1/BootNotification", "{}").getException())
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("the body is a java.lang.String, not a JsonNode");
  }

  @Test
  void anExchangeWithoutABodyIsAnEmptyQuestion() throws Exception {
    Exchange done = through("mapping:ocpp-2.1/TriggerMessage", null);
    assertThat(done.getMessage().getBody(JsonNode.class))
        .isEqualTo(json("{'requestedMessage':'StatusNotification'}"));
  }

  @Test
  void theTablesAreFoundInTheRegistryWhenNobodyGaveThem() throws Exception {
    try (CamelContext other = new DefaultCamelContext()) {
      other.getRegistry().bind("tables", SHIPPED);
      other.start();
      assertThat(other.getEndpoint("mapping:ocpp-2.1/MeterValues?direction=up")).isNotNull();
    }
  }
}
