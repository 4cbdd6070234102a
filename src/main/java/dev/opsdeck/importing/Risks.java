package dev.opsdeck.importing;

import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.command.Entry;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.StepCommands;
import dev.opsdeck.command.Terms;
import dev.opsdeck.importing.known.Found;
import java.util.Map;

/** What steps risk at least; the plan of a run tells exactly. */
record Risks(Grammar grammar, Map<String, Found.Program> programs) {
    Risk of(StepSpec step) {
        return switch (step) {
            case StepSpec.Exec(String command, var _) -> {
                Found.Program program = programs.get(command);
                yield program == null ? Risk.CHANGE : program.risk();
            }
            case StepSpec.KillLong _, StepSpec.KillIdle _, StepSpec.FlushCache _, StepSpec.PurgeQueue _ ->
                Risk.DESTRUCTIVE;
            case StepSpec.Vacuum vacuum -> vacuum.full() ? Risk.DESTRUCTIVE : Risk.CHANGE;
            case StepSpec.DeleteKeys keys -> keys.pattern().contains("*") ? Risk.DESTRUCTIVE : Risk.CHANGE;
            case StepSpec.DataCare _ -> Risk.CHANGE;
            case StepSpec.Changing changing -> ofCommand(changing);
            default -> Risk.READ;
        };
    }

    private Risk ofCommand(StepSpec.Changing step) {
        String word = StepCommands.of("system", step, Terms.NONE).action().split(" ")[0];
        return grammar.entry(word).map(Entry::risk).orElse(Risk.CHANGE);
    }
}
