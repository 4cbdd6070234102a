package dev.opsdeck.flow;

import dev.opsdeck.access.Directory;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.command.Command;
import dev.opsdeck.message.Actions;
import dev.opsdeck.message.Message;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes what people on call type and click to the use case that it is for. */
@Singleton
final class Duties {
    private static final Pattern VALUE = Pattern.compile("(\\d{1,18})(?::(\\d{1,4}))?");

    private final OnCallAnswers onCall;
    private final PageRequests pages;
    private final Escalating escalating;
    private final AlertAcks acks;
    private final ChecklistAnswers checklists;
    private final MaintenanceRequests maintenance;
    private final LiveCatalog catalog;
    private final Directory directory;

    Duties(
            OnCallAnswers onCall,
            PageRequests pages,
            Escalating escalating,
            AlertAcks acks,
            ChecklistAnswers checklists,
            MaintenanceRequests maintenance,
            LiveCatalog catalog,
            Directory directory) {
        this.onCall = onCall;
        this.pages = pages;
        this.escalating = escalating;
        this.acks = acks;
        this.checklists = checklists;
        this.maintenance = maintenance;
        this.catalog = catalog;
        this.directory = directory;
    }

    Reply handle(Caller caller, Command.Duty command) {
        return switch (command) {
            case Command.OnCall asked -> onCall.onCall(caller, asked);
            case Command.Cover cover -> onCall.cover(caller, cover);
            case Command.CoverCancel cancel -> onCall.cancel(caller, cancel);
            case Command.Page page -> pages.page(caller, page);
            case Command.Escalate escalate -> escalating.escalate(caller, escalate);
            case Command.Ack ack -> acks.acknowledge(caller, ack);
            case Command.Checklist asked -> checklists.checklist(caller, asked);
            case Command.Maintenance wanted -> maintenance.handle(caller, wanted);
        };
    }

    /** What a click on a button of a page or a checklist does. */
    Reply click(Click click) {
        Matcher value = VALUE.matcher(click.value());
        if (!value.matches()) {
            return new Reply.Private(Message.of("This button is from an older version. Type the command again."));
        }
        long id = Long.parseLong(value.group(1));
        return switch (click.action()) {
            case Actions.CHECKLIST_TICK ->
                checklists.tick(caller(click), id, value.group(2) == null ? 0 : Integer.parseInt(value.group(2)));
            case Actions.CHECKLIST_AGAIN -> checklists.again(caller(click), id);
            default -> pages.acknowledge(caller(click), id);
        };
    }

    private Caller caller(Click click) {
        var request = new Request(click.delivery(), click.user(), click.channel(), click.channelName(), click.action());
        return new Caller(request, directory.actor(click.user()), catalog.current());
    }
}
