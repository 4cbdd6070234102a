package dev.opsdeck.importing.known;

import dev.opsdeck.importing.shell.ShellText;
import dev.opsdeck.importing.shell.Statement;
import dev.opsdeck.importing.shell.Word;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What is done inside of a container: {@code … exec [options] SERVICE COMMAND …}. */
final class Inside {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "zsh");

    private Inside() {}

    /** @param words what stands behind {@code exec} */
    static Meaning read(List<Word> words, Call call, Gathered system, UnaryOperator<String> service) {
        Options options = Options.leading(
                words,
                "-e/--env",
                "-u/--user",
                "-w/--workdir",
                "--index",
                "-c/--container",
                "-n/--namespace",
                "--name");
        if (options.rest().isEmpty()) {
            return new Meaning.Unknown("It does not say in which container.");
        }
        String in = service.apply(options.words().getFirst());
        List<Word> command = options.rest().subList(1, options.rest().size());
        if (!command.isEmpty() && command.getFirst().text().equals("--")) {
            command = command.subList(1, command.size());
        }
        return within(in, command, call);
    }

    static Meaning within(String service, List<Word> command, Call call) {
        if (command.isEmpty()) {
            return new Meaning.Unknown("It does not say what is done in the container.");
        }
        if (SHELLS.contains(command.getFirst().text())) {
            return shell(service, command, call);
        }
        return call.inner().apply(call.in(service, command));
    }

    /** {@code sh} alone opens a shell; {@code sh -c TEXT} is what the text says when that is one command. */
    private static Meaning shell(String service, List<Word> command, Call call) {
        Options options = Options.of(command.subList(1, command.size()), "-c");
        if (options.value("-c").isEmpty()) {
            return options.rest().isEmpty()
                    ? new Meaning.Enters(service)
                    : call.inner().apply(call.in(service, options.rest()));
        }
        List<ShellText.Entry> entries = ShellText.read(options.value("-c").orElseThrow());
        boolean isOne = entries.size() == 1
                && entries.getFirst().statement() instanceof Statement.Line line
                && line.parts().size() == 1
                && line.parts().getFirst().pipeline().size() == 1;
        if (!isOne) {
            return new Meaning.Unknown(
                    "It is a script for the shell in " + service + ", and opsdeck runs programs without a shell.");
        }
        var line = (Statement.Line) entries.getFirst().statement();
        return call.inner()
                .apply(call.in(
                        service, line.parts().getFirst().pipeline().getFirst().words()));
    }
}
