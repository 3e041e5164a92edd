package dev.sluice.operations.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The components in the program and their options, as each brings its own description along. */
final class ComponentCatalogue {
  private static final String COMPONENTS = "META-INF/services/org/apache/camel/component/";

  private final CatalogCamelContext context;
  private final Set<String> schemes;
  private final Map<String, JsonNode> read = new ConcurrentHashMap<>();

  private ComponentCatalogue(CatalogCamelContext context, Set<String> schemes) {
    this.context = context;
    this.schemes = schemes;
  }

  private static final class Holder {
    static final ComponentCatalogue ALL = load();
  }

  /** What is in the class path. */
  static ComponentCatalogue ofThisProgram() {
    return Holder.ALL;
  }

  private static ComponentCatalogue load() {
    try {
      Resource[] files =
          new PathMatchingResourcePatternResolver().getResources("classpath*:" + COMPONENTS + "*");
      Set<String> schemes =
          Arrays.stream(files)
              .map(Resource::getFilename)
              .filter(Objects::nonNull)
              .filter(name -> name.matches("[a-z][a-z0-9+-]*"))
              .collect(Collectors.toCollection(TreeSet::new));
      return new ComponentCatalogue(new DefaultCamelContext(), schemes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<String> schemes() {
    return schemes;
  }

  /** What the component says of itself; missing when it says nothing. */
  JsonNode of(String scheme) {
    return read.computeIfAbsent(scheme, this::read);
  }

  private JsonNode read(String scheme) {
    try {
      String json = context.getComponentParameterJsonSchema(scheme);
      return json == null ? MissingNode.getInstance() : new ObjectMapper().readTree(json);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** The options of an endpoint, by name. */
  Map<String, JsonNode> options(String scheme) {
    Map<String, JsonNode> options = new TreeMap<>();
    of(scheme)
        .path("properties")
        .fields()
        .forEachRemaining(
            option -> {
              if (!option.getValue().path("kind").asText().equals("path")) {
                options.put(option.getKey(), option.getValue());
              }
            });
    return options;
  }
}
