package dev.opsdeck.flow;

import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.Host;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Command.HostQuestion;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Next;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/** Answers what people ask hosts. */
@Singleton
final class HostAnswers {
    private static final List<HostQuestion> OVERVIEW =
            List.of(HostQuestion.DISK, HostQuestion.MEMORY, HostQuestion.LOAD);

    private final Names names;
    private final Asking asking;
    private final Grammar grammar;

    HostAnswers(Names names, Asking asking, Grammar grammar) {
        this.names = names;
        this.asking = asking;
        this.grammar = grammar;
    }

    Reply host(Caller caller, Command.Host command) {
        return switch (names.thing(caller, command.host(), Section.HOSTS)) {
            case Names.Thing.NotClear<Host>(Message answer) -> new Reply.Private(answer);
            case Names.Thing.One<Host>(Found.One<Host> found) -> host(caller, command, found);
        };
    }

    private Reply host(Caller caller, Command.Host command, Found.One<Host> found) {
        var subject = new Asking.Subject(command.action(), found.system(), null, found.fullName());
        return command.question() == null
                ? asking.several(
                        caller,
                        subject,
                        OVERVIEW.stream()
                                .map(question -> question(question, found.name()))
                                .toList(),
                        next(found))
                : asking.one(caller, subject, question(command.question(), found.name()), false, List.of());
    }

    private static Asking.Question question(HostQuestion question, String host) {
        Probe probe =
                switch (question) {
                    case DISK -> new Probe.Disk(host, null);
                    case MEMORY -> new Probe.Memory(host);
                    case LOAD, UPTIME -> new Probe.Load(host);
                    case GPU -> new Probe.Gpu(host);
                };
        return Asking.Question.of(question.word(), probe);
    }

    private List<Next> next(Found.One<Host> found) {
        return Arrays.stream(HostQuestion.values())
                .map(question ->
                        new Next(question.word(), grammar.canonical(new Command.Host(found.fullName(), question))))
                .toList();
    }
}
