package dev.opsdeck.plan;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.command.Command;

/** Makes plans for one kind of command from the catalog and what the targets look like now. Changes nothing. */
public interface PlanMaker<C extends Command.Change> {
    /** The command that it plans. */
    Class<C> kind();

    /**
     * The plan, equal as long as nothing changes that it depends on.
     *
     * @param command with full names, and without the terms under which it was asked for
     * @throws TargetException when it cannot be done, or nobody can tell: with what was tried, why and what to do
     */
    Plan plan(Catalog catalog, C command);

    /**
     * The plan once more, just before it runs. A different digest from the approved one stops it.
     *
     * @param approved for what was chosen when it was asked for and must not be chosen again
     */
    default Plan again(Catalog catalog, C command, Plan approved) {
        return plan(catalog, command);
    }
}
