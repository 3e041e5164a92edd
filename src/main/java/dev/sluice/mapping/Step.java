package dev.sluice.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One compiled step of a table: fills one element or one array, or looks at what is there. */
sealed interface Step permits ElementStep, EachStep, PresenceStep, RefusalStep {
  /** Reads from the scope and writes into the target. */
  void run(Scope scope, ObjectNode target, MappingPass pass) throws DroppedItem;
}
