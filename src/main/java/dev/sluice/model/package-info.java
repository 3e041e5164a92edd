/**
 * The information model of IEC 63382 as values: stations, EVSEs, power ranges, quality markers.
 * Pure Java; imports no other room.
 */
@NullMarked
package dev.sluice.model;

import org.jspecify.annotations.NullMarked;
