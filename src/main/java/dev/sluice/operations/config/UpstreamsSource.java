package dev.sluice.operations.config;

import dev.sluice.ocpp.link.Upstream;
import dev.sluice.ocpp.link.Upstreams;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the rules of upstreams come from, at the start and whenever an administrator wants them
 * read again.
 *
 * @param file null = there are no rules
 * @param byDefault what holds for stations that no rule is about
 */
public record UpstreamsSource(@Nullable Path file, Upstream byDefault) {
  /**
   * Reads the file; blocks.
   *
   * @throws BadUpstreamsException when it cannot be used, with all that is wrong
   */
  public Upstreams read() throws BadUpstreamsException {
    return file == null
        ? Upstreams.everywhere(byDefault)
        : new Upstreams(byDefault, new UpstreamsFile(file, byDefault).rules());
  }
}
