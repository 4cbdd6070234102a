package dev.opsdeck.runbook;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.FillingException;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.RunbookStep;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.Plans;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one plan of steps that the catalog writes and of steps that are planned already. */
@Singleton
public final class Composer {
    /** Asked for late: plans are made by who uses this, too. */
    private final Provider<Plans> plans;

    private final Grammar grammar;

    Composer(Provider<Plans> plans, Grammar grammar) {
        this.plans = plans;
        this.grammar = grammar;
    }

    /** A part of the plan; its path tells it from the others. */
    public sealed interface Piece {
        String path();

        /** Steps as the catalog writes them. */
        record Written(String path, List<RunbookStep> steps) implements Piece {}

        /** Steps that are planned already. */
        record Planned(String path, Plan plan) implements Piece {}
    }

    /**
     * The pieces in their order.
     *
     * @param command the canonical text of the command that it is the plan of
     * @param approved the plan that was approved, for what must not be chosen again; null when there is none yet
     * @throws TargetException when a written step cannot be planned
     */
    public Plan compose(
            String command, Catalog catalog, ManagedSystem system, @Nullable Plan approved, List<Piece> pieces) {
        var expansion = new Expansion(plans.get(), grammar, catalog, system, approved);
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Written(String path, List<RunbookStep> steps) -> {
                    try {
                        expansion.written(steps, path);
                    } catch (FillingException e) {
                        throw new TargetException("The steps under " + path + " of " + system.name()
                                + " cannot be read: " + e.getMessage());
                    }
                }
                case Piece.Planned(String path, Plan plan) -> expansion.planned(plan, path);
            }
        }
        return expansion.made(command, "deploy");
    }
}
