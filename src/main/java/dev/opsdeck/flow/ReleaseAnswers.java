package dev.opsdeck.flow;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.Terms;
import dev.opsdeck.message.ReleaseList;
import dev.opsdeck.release.Left;
import dev.opsdeck.release.Release;
import dev.opsdeck.release.ReleaseStore;
import dev.opsdeck.audit.AuditTrail;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Shows what was deployed, and the ways back. */
@Singleton
final class ReleaseAnswers {
    private static final int MOST = 15;

    private final ReleaseStore releases;
    private final Names names;
    private final Authority authority;
    private final Denials denials;
    private final Grammar grammar;
    private final AuditTrail audit;
    private final Journaled journaled;

    ReleaseAnswers(
            ReleaseStore releases,
            Names names,
            Authority authority,
            Denials denials,
            Grammar grammar,
            AuditTrail audit,
            Journaled journaled) {
        this.releases = releases;
        this.names = names;
        this.authority = authority;
        this.denials = denials;
        this.grammar = grammar;
        this.audit = audit;
        this.journaled = journaled;
    }

    Reply list(Caller caller, Command.Releases command) {
        return switch (names.scope(caller, command.target())) {
            case Names.Scope.NotClear(var answer) -> new Reply.Private(answer);
            case Names.Scope.Systems scope -> list(caller, command.action(), scope);
        };
    }

    /** What can be rolled back to, for who did not say. */
    Reply offer(Caller caller, Command.Rollback command) {
        return switch (command.part()) {
            case IMAGES -> list(caller, new Command.Releases(command.target()));
            case CODE -> left(caller, command, "revision");
            case CONFIG -> left(caller, command, "configuration");
        };
    }

    private Reply left(Caller caller, Command.Rollback command, String key) {
        return switch (names.scope(caller, command.target().isEmpty() ? null : command.target())) {
            case Names.Scope.NotClear(var answer) -> new Reply.Private(answer);
            case Names.Scope.Systems scope when scope.systems().size() != 1 ->
                new Reply.Private(names.noSystem(caller, command.target()));
            case Names.Scope.Systems scope -> left(caller, command, key, scope);
        };
    }

    private Reply left(Caller caller, Command.Rollback command, String key, Names.Scope.Systems scope) {
        String system = scope.systems().getFirst().name();
        if (authority.decide(caller, command.action(), Risk.READ, services(scope)) instanceof Authority.Verdict.Denied denied) {
            return denials.answer(caller, denied);
        }
        audit.record(journaled.request(caller, system, "ok")).join();
        List<Left> left = releases.left(system, key, MOST);
        List<String> commands = left.stream()
                .map(one -> grammar.canonical(
                        new Command.Rollback(command.part(), system, one.value(), Terms.NONE)))
                .toList();
        return new Reply.Private(ReleaseList.left(command.part().word() + " of " + system, left, commands));
    }

    private Reply list(Caller caller, String action, Names.Scope.Systems scope) {
        List<ServiceRef> services = services(scope);
        if (authority.decide(caller, action, Risk.READ, services) instanceof Authority.Verdict.Denied denied) {
            return denials.answer(caller, denied);
        }
        audit.record(journaled.request(caller, scope.name(), "ok")).join();
        List<Release> found = scope.only() == null
                ? scope.systems().stream()
                        .flatMap(system -> releases.of(system.name(), MOST).stream())
                        .sorted((a, b) -> Long.compare(b.id(), a.id()))
                        .limit(MOST)
                        .toList()
                : releases.of(scope.only(), MOST);
        return new Reply.Private(ReleaseList.of(scope.name().isEmpty() ? "all systems" : scope.name(), entries(found)));
    }

    /** The newest of each service runs now; each other image is offered once. */
    private List<ReleaseList.Entry> entries(List<Release> found) {
        Set<ServiceRef> current = new HashSet<>();
        Set<String> offered = new HashSet<>();
        List<ReleaseList.Entry> entries = new ArrayList<>();
        for (Release release : found) {
            boolean runsNow = current.add(release.service());
            if (offered.add(release.service() + " " + release.image())) {
                entries.add(new ReleaseList.Entry(release, runsNow ? null : command(release)));
            }
        }
        return entries;
    }

    private String command(Release release) {
        return grammar.canonical(new Command.Rollback(
                Command.Rollback.Part.IMAGES, release.service().toString(), Long.toString(release.id()), Terms.NONE));
    }

    private static List<ServiceRef> services(Names.Scope.Systems scope) {
        if (scope.only() != null) {
            return List.of(scope.only());
        }
        return scope.systems().stream()
                .flatMap(system -> services(system).stream())
                .toList();
    }

    private static List<ServiceRef> services(ManagedSystem system) {
        return system.services().keySet().stream()
                .map(service -> new ServiceRef(system.name(), service))
                .toList();
    }
}
