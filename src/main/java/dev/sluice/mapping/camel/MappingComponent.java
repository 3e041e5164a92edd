package dev.sluice.mapping.camel;

import dev.sluice.mapping.Degradation;
import dev.sluice.mapping.MappingTables;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** Camel component {@code mapping:}. Each exchange uses the tables in force when it began. */
@Component("mapping")
public class MappingComponent extends DefaultComponent {
  private @Nullable MappingTables tables;
  private volatile BiConsumer<String, Degradation> degradations = (table, degradation) -> {};

  /** A component that takes the only {@link MappingTables} in Camel's registry. */
  public MappingComponent() {}

  /**
   * @param tables the tables in force; may be replaced while routes run
   */
  public MappingComponent(MappingTables tables) {
    this.tables = tables;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    if (tables == null) {
      tables = CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), MappingTables.class);
    }
  }

  /**
   * Who counts degradations: told the table's id and every degradation of every exchange, on the
   * exchange's thread.
   */
  public void onDegradation(BiConsumer<String, Degradation> listener) {
    degradations = listener;
  }

  BiConsumer<String, Degradation> degradations() {
    return degradations;
  }

  /** The tables in force. */
  MappingTables tables() {
    MappingTables present = tables;
    if (present == null) {
      throw new IllegalStateException("The component mapping: has not been started");
    }
    return present;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    if (tables().find(remaining).isEmpty()) {
      throw new IllegalArgumentException(unknown(tables(), remaining));
    }
    MappingEndpoint endpoint = new MappingEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  /** What to tell a person who named a table that is not there. */
  static String unknown(MappingTables tables, String id) {
    List<String> near = tables.near(id);
    return "There is no mapping table '"
        + id
        + "' in force; "
        + (near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ")
        + "A table with findings is left out";
  }
}
