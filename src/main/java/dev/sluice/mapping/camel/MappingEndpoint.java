package dev.sluice.mapping.camel;

import dev.sluice.mapping.MappingDirection;
import dev.sluice.mapping.MappingTable;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Apply a mapping table between a protocol's message and the information model. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "mapping",
    title = "Mapping table",
    syntax = "mapping:table",
    producerOnly = true,
    remote = false,
    category = {Category.TRANSFORMATION},
    headersClass = MappingHeaders.class)
public class MappingEndpoint extends DefaultEndpoint {
  @UriPath(description = "Folder and name of the table, such as ocpp-2.1/SetChargingProfile")
  @Metadata(required = true)
  private String table;

  @UriParam(
      enums = "up,down",
      description =
          "up from the protocol to the model, down from the model to the protocol; may be left out"
              + " when the table has only one direction")
  private @Nullable String direction;

  /**
   * @param table id of the table
   */
  public MappingEndpoint(String uri, MappingComponent component, String table) {
    super(uri, component);
    this.table = table;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    MappingTable present = component().tables().find(table).orElse(null);
    if (present != null) {
      MappingDirection wanted = directionOf(present);
      if (!present.directions().contains(wanted)) {
        throw new IllegalArgumentException(
            "The mapping table '"
                + table
                + "' has no direction "
                + wanted
                + ", only "
                + present.directions());
      }
    }
  }

  @Override
  public Producer createProducer() {
    return new MappingProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new IllegalArgumentException("mapping: is a step of a route and cannot start one");
  }

  MappingComponent component() {
    return (MappingComponent) getComponent();
  }

  /** The direction to apply the table in. */
  MappingDirection directionOf(MappingTable present) {
    String wanted = direction;
    if (wanted != null) {
      return switch (wanted) {
        case "up" -> MappingDirection.UP;
        case "down" -> MappingDirection.DOWN;
        default ->
            throw new IllegalArgumentException(
                "direction=" + wanted + " of mapping:" + table + " must be up or down");
      };
    }
    if (present.directions().size() != 1) {
      throw new IllegalArgumentException(
          "mapping:" + table + " works both ways; add ?direction=up or ?direction=down");
    }
    return present.directions().iterator().next();
  }

  public String getTable() {
    return table;
  }

  public void setTable(String table) {
    this.table = table;
  }

  public @Nullable String getDirection() {
    return direction;
  }

  public void setDirection(@Nullable String direction) {
    this.direction = direction;
  }
}
