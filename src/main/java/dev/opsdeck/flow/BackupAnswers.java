package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.backup.Backup;
import dev.opsdeck.backup.BackupTable;
import dev.opsdeck.catalog.BackupSource;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.message.BackupList;
import dev.opsdeck.message.Message;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers which backups there are. */
@Singleton
final class BackupAnswers {
    private static final int MOST = 200;

    private final Names names;
    private final Authority authority;
    private final Denials denials;
    private final BackupTable table;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Clock clock;

    BackupAnswers(
            Names names,
            Authority authority,
            Denials denials,
            BackupTable table,
            AuditTrail audit,
            Journaled journaled,
            Clock clock) {
        this.names = names;
        this.authority = authority;
        this.denials = denials;
        this.table = table;
        this.audit = audit;
        this.journaled = journaled;
        this.clock = clock;
    }

    Reply list(Caller caller, Command.Backups command) {
        if (command.what() == null) {
            List<ManagedSystem> here = caller.systemsHere();
            List<ManagedSystem> all =
                    here.isEmpty() ? List.copyOf(caller.catalog().systems().values()) : here;
            return list(caller, command, all, null);
        }
        return switch (names.thing(caller, command.what(), Section.BACKUPS)) {
            case Names.Thing.NotClear<BackupSource>(Message answer) -> new Reply.Private(answer);
            case Names.Thing.One<BackupSource>(Found.One<BackupSource> found) ->
                list(caller, command, List.of(found.system()), found.thing());
        };
    }

    private Reply list(
            Caller caller, Command.Backups command, List<ManagedSystem> systems, @Nullable BackupSource source) {
        List<Backup> backups = new ArrayList<>();
        for (ManagedSystem system : systems) {
            Authority.Verdict verdict = authority.decide(caller, command.action(), Risk.READ, services(system, source));
            if (verdict instanceof Authority.Verdict.Denied denied) {
                return denials.answer(caller, denied);
            }
            backups.addAll(table.list(system.name(), source == null ? null : source.name(), MOST));
        }
        audit.record(journaled.request(caller, "", "ok")).join();
        return new Reply.Private(BackupList.of(backups, clock.instant()));
    }

    private static List<ServiceRef> services(ManagedSystem system, @Nullable BackupSource source) {
        if (source != null && source.serves() != null) {
            return List.of(new ServiceRef(system.name(), source.serves()));
        }
        return system.services().keySet().stream()
                .map(service -> new ServiceRef(system.name(), service))
                .toList();
    }
}
