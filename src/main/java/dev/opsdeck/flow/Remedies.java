package dev.opsdeck.flow;

import dev.opsdeck.catalog.Durations;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Playbook;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.IncidentCommand;
import dev.opsdeck.command.StepCommands;
import dev.opsdeck.command.Terms;
import dev.opsdeck.message.Next;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns what a playbook says may help into commands for buttons, and what only a person can do into words. */
@Singleton
final class Remedies {
    private final Grammar grammar;

    Remedies(Grammar grammar) {
        this.grammar = grammar;
    }

    /** What is offered. */
    record Offer(List<Next> commands, List<String> byHand) {}

    Offer of(ManagedSystem system, Playbook playbook) {
        var commands = new ArrayList<Next>();
        var byHand = new ArrayList<String>();
        String reason = "playbook " + playbook.name();
        for (StepSpec remedy : playbook.remedies()) {
            switch (remedy) {
                case StepSpec.Changing change ->
                    commands.add(next(
                            StepCommands.label(change), StepCommands.of(system.name(), change, Terms.because(reason))));
                case StepSpec.Status(String service) ->
                    commands.add(next("Status of " + service, new Command.Status(system.name() + "/" + service)));
                case StepSpec.Logs logs ->
                    commands.add(next(
                            "Logs of " + logs.service(),
                            Command.Logs.of(system.name() + "/" + logs.service(), logs.tail())));
                case StepSpec.Check(String name) ->
                    commands.add(next("Check " + name, new Command.Check(system.name() + "/" + name)));
                case StepSpec.Health(String service) ->
                    commands.add(next("Health of " + service, new Command.Diagnose(system.name() + "/" + service)));
                case StepSpec.Manual manual -> byHand.add(manual.text());
                case StepSpec.Run(String runbook, Map<String, String> with) ->
                    commands.add(next(
                            "Run " + runbook,
                            new Command.Run(system.name() + "/" + runbook, with, Terms.because(reason))));
                case StepSpec.Gate gate ->
                    byHand.add("Ask the role " + gate.role() + (gate.text() == null ? "." : ": " + gate.text()));
                case StepSpec.Note(String channel, String text) -> byHand.add("Tell #" + channel + ": " + text);
                case StepSpec.Disabled(String command, String why) ->
                    byHand.add("Not a step yet: " + command + " (" + why + ")");
                case StepSpec.Wait(Duration time) -> byHand.add("Wait " + Durations.format(time) + ".");
            }
        }
        if (playbook.severity() != null) {
            String title = playbook.title() == null ? playbook.name() : playbook.title();
            commands.add(next(
                    "Declare incident",
                    new Command.Incident(
                            new IncidentCommand.Declare(playbook.severity() + " " + title, system.name(), null))));
        }
        return new Offer(List.copyOf(commands), List.copyOf(byHand));
    }

    Offer of(ServiceRef service) {
        return new Offer(
                List.of(
                        next(
                                "Restart " + service.service(),
                                new Command.Restart(List.of(service.toString()), false, false, Terms.NONE)),
                        next("Logs", Command.Logs.of(service.toString(), 100))),
                List.of());
    }

    private Next next(String label, Command command) {
        return new Next(label, grammar.canonical(command));
    }
}
