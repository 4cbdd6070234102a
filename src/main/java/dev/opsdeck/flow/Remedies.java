package dev.opsdeck.flow;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Playbook;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.IncidentCommand;
import dev.opsdeck.message.Next;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

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
                case StepSpec.Restart(String service, boolean rolling) ->
                    commands.add(next(
                            "Restart " + service,
                            new Command.Restart(system.name() + "/" + service, rolling, reason, false)));
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
                case StepSpec.Manual(String text) -> byHand.add(text);
                case StepSpec.Start(String service) -> byHand.add("Start " + service + ".");
                case StepSpec.Stop(String service) -> byHand.add("Stop " + service + ".");
                case StepSpec.Scale(String service, int replicas) ->
                    byHand.add("Scale " + service + " to " + replicas + ".");
                case StepSpec.Run(String runbook) -> byHand.add("Go through the runbook " + runbook + ".");
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
                                new Command.Restart(service.toString(), false, null, false)),
                        next("Logs", Command.Logs.of(service.toString(), 100))),
                List.of());
    }

    private Next next(String label, Command command) {
        return new Next(label, grammar.canonical(command));
    }
}
