package dev.sluice.operations.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The database.
 *
 * @param largest size that the database may reach; beyond it new requests are refused and the relay
 *     goes on
 */
@ConfigurationProperties("sluice.store")
public record StoreProperties(@DefaultValue("4GB") DataSize largest) {
  public StoreProperties {
    Bounds.within("sluice.store.largest in bytes", largest.toBytes(), 100_000, 1L << 42);
  }
}
