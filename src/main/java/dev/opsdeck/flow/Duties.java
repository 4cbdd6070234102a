package dev.opsdeck.flow;

import dev.opsdeck.access.Directory;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.command.Command;
import dev.opsdeck.message.Actions;
import jakarta.inject.Singleton;

/** Takes what people on call type and click to the use case that it is for. */
@Singleton
final class Duties {
    private final OnCallAnswers onCall;
    private final PageRequests pages;
    private final Escalating escalating;
    private final LiveCatalog catalog;
    private final Directory directory;

    Duties(
            OnCallAnswers onCall,
            PageRequests pages,
            Escalating escalating,
            LiveCatalog catalog,
            Directory directory) {
        this.onCall = onCall;
        this.pages = pages;
        this.escalating = escalating;
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
            case Command.Ack ack -> throw new UnsupportedOperationException(ack.toString());
            case Command.Checklist checklist -> throw new UnsupportedOperationException(checklist.toString());
            case Command.Maintenance maintenance -> throw new UnsupportedOperationException(maintenance.toString());
        };
    }

    /** What a click on a page's button does. */
    Reply acknowledge(Click click) {
        return pages.acknowledge(caller(click), Long.parseLong(click.value()));
    }

    private Caller caller(Click click) {
        var request =
                new Request(click.delivery(), click.user(), click.channel(), click.channelName(), click.action());
        return new Caller(request, directory.actor(click.user()), catalog.current());
    }
}
