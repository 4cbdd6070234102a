package dev.opsdeck.plan;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.Parsed;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds who plans a command. */
@Singleton
public final class Plans {
    private final Map<Class<?>, PlanMaker<?>> makers;
    private final Grammar grammar;

    public Plans(List<PlanMaker<?>> makers, Grammar grammar) {
        this.makers = makers.stream().collect(Collectors.toMap(PlanMaker::kind, Function.identity()));
        this.grammar = grammar;
    }

    /** See {@link PlanMaker#plan}. */
    public Plan plan(Catalog catalog, Command.Change command) {
        return maker(command).plan(catalog, command);
    }

    /** The plan that the approved one's command leads to now; see {@link PlanMaker#again}. */
    public Plan again(Catalog catalog, Plan approved) {
        if (grammar.parse(approved.command()) instanceof Parsed.Ok(Command.Change command, String _)) {
            return maker(command).again(catalog, command, approved);
        }
        throw new IllegalStateException("A plan's command cannot be read: " + approved.command());
    }

    @SuppressWarnings("unchecked") // the map's key is the maker's own kind
    private PlanMaker<Command.Change> maker(Command.Change command) {
        PlanMaker<?> maker = makers.get(command.getClass());
        if (maker == null) {
            throw new IllegalStateException("Nobody plans " + command.getClass().getSimpleName());
        }
        return (PlanMaker<Command.Change>) maker;
    }
}
