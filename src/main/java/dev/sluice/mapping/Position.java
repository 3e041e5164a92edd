package dev.sluice.mapping;

/**
 * A place in a mapping file.
 *
 * @param file path of the file, from the folder of the mappings on
 * @param line line, from 1
 * @param column column, from 1
 */
public record Position(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
