package dev.opsdeck.command;

import dev.opsdeck.catalog.Section;

/** A name in a command, as typed, and among what it is looked for. */
public sealed interface Named {
    String typed();

    /** A service, or {@code all} services of a system. */
    record Services(String typed) implements Named {}

    /** A system, or one of its services. */
    record SystemOrService(String typed) implements Named {}

    /** A system; empty for that of the channel. */
    record WholeSystem(String typed) implements Named {}

    /** Something else that a system holds by name. */
    record Thing(String typed, Section<?> section) implements Named {}
}
