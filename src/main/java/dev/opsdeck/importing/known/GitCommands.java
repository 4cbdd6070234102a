package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.importing.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code git …}: a look at a working copy, or a program that changes it. */
final class GitCommands implements Known {
    private static final Set<String> LOOKS = Set.of("log", "status", "show", "rev-parse", "describe", "branch");

    @Override
    public Set<String> programs() {
        return Set.of("git");
    }

    @Override
    public Meaning read(Call call, Gathered system) {
        String word = call.word(0);
        if (LOOKS.contains(word) && call.service() == null) {
            int commits = call.arguments().stream()
                    .map(Word::text)
                    .filter(text -> text.matches("-\\d{1,2}"))
                    .map(text -> Math.clamp(Integer.parseInt(text.substring(1)), 1, 100))
                    .findFirst()
                    .orElse(5);
            return Meaning.asks(new Probe.Git(system.server(), call.folder(), commits));
        }
        if (word.equals("clone")) {
            return new Meaning.Unknown("It sets up a machine that has nothing yet.");
        }
        List<Word> words = new ArrayList<>(call.command().words());
        words.addAll(1, List.of(Word.plain("-C"), Word.plain(call.folder())));
        boolean destroys = call.has("--hard") || call.has("clean") || call.has("--force");
        Risk risk = word.equals("diff") ? Risk.READ : destroys ? Risk.DESTRUCTIVE : Risk.CHANGE;
        return system.programs().run(call, words, risk, system);
    }
}
