package dev.opsdeck.slack;

import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.event.AppHomeOpenedEvent;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.ChannelRenameEvent;
import com.slack.api.model.event.Event;
import com.slack.api.model.event.MessageChangedEvent;
import com.slack.api.model.event.ReactionAddedEvent;
import com.slack.api.model.event.ReactionRemovedEvent;
import com.slack.api.model.event.SubteamCreatedEvent;
import com.slack.api.model.event.SubteamMembersChangedEvent;
import com.slack.api.model.event.SubteamUpdatedEvent;
import com.slack.api.model.event.TeamJoinEvent;
import com.slack.api.model.event.UserChangeEvent;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/** What Slack says on its own account. Events without a line here are acknowledged and forgotten. */
@Singleton
final class Events {
    private final Mentions mentions;
    private final Marked marked;
    private final HomeTab home;
    private final SlackDirectory directory;
    private final ChannelNames channels;

    Events(Mentions mentions, Marked marked, HomeTab home, SlackDirectory directory, ChannelNames channels) {
        this.mentions = mentions;
        this.marked = marked;
        this.home = home;
        this.directory = directory;
        this.channels = channels;
    }

    void register(App app) {
        on(app, AppMentionEvent.class, mentions::handle);
        on(app, AppHomeOpenedEvent.class, home::opened);
        on(
                app,
                ChannelRenameEvent.class,
                renamed -> channels.forget(renamed.getEvent().getChannel().getId()));
        on(app, ReactionAddedEvent.class, marked::added);
        on(app, ReactionRemovedEvent.class, marked::removed);
        on(app, MessageChangedEvent.class, marked::edited);
        on(app, SubteamCreatedEvent.class, created -> directory.groupsChanged());
        on(app, SubteamUpdatedEvent.class, updated -> directory.groupsChanged());
        on(app, SubteamMembersChangedEvent.class, changed -> directory.groupsChanged());
        on(
                app,
                UserChangeEvent.class,
                changed -> directory.personChanged(changed.getEvent().getUser().getId()));
        on(
                app,
                TeamJoinEvent.class,
                joined -> directory.personChanged(joined.getEvent().getUser().getId()));
    }

    private static <E extends Event> void on(App app, Class<E> type, Consumer<EventsApiPayload<E>> handler) {
        app.event(type, (payload, context) -> {
            handler.accept(payload);
            return Response.ok();
        });
    }
}
