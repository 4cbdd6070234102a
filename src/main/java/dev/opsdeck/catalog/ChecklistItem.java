package dev.opsdeck.catalog;

/** One line of a checklist: a {@link StepSpec.Check} that opsdeck makes, or a {@link StepSpec.Manual} for a person. */
@Doc("A line of a checklist: a map with the key check or manual.")
public sealed interface ChecklistItem permits StepSpec.Check, StepSpec.Manual {}
