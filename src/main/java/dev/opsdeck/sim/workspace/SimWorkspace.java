package dev.opsdeck.sim.workspace;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the simulated workspace starts with. Ids have Slack's form: {@code T…}, {@code A…}, {@code U…},
 * {@code S…}, {@code C…}.
 */
public record SimWorkspace(Team team, App app, List<Person> people, List<Group> groups, List<Room> rooms) {
    public SimWorkspace {
        people = List.copyOf(people);
        groups = List.copyOf(groups);
        rooms = List.copyOf(rooms);
    }

    public record Team(String id, String domain, String name) {}

    /**
     * The app under test and what it was configured with at Slack.
     *
     * @param url the bot's base; null if it is the server in which the simulator runs
     * @param socketMode whether requests go over Socket Mode instead of HTTP
     * @param events the Events API subscriptions, such as {@code message.channels}
     */
    public record App(
            String id,
            String name,
            String botId,
            String botUserId,
            Credentials credentials,
            @Nullable URI url,
            boolean socketMode,
            List<Command> commands,
            List<Shortcut> shortcuts,
            Set<String> events) {
        public App {
            commands = List.copyOf(commands);
            shortcuts = List.copyOf(shortcuts);
            events = Set.copyOf(events);
        }
    }

    public record Credentials(String signingSecret, String botToken, String appToken) {}

    /** A slash command; with {@code escape}, mentions in its text arrive as ids. */
    public record Command(String name, String hint, String description, boolean escape) {}

    /** A global or message shortcut. */
    public record Shortcut(String callbackId, String name, String description, boolean onMessage) {}

    /** @param colour CSS colour of the avatar; null for one derived from the id */
    public record Person(
            String id,
            String handle,
            String realName,
            String email,
            String title,
            @Nullable String colour) {}

    public record Group(String id, String handle, String name, List<String> members) {
        public Group {
            members = List.copyOf(members);
        }
    }

    public record Room(String id, String name, String topic, boolean isPrivate, List<String> members) {
        public Room {
            members = List.copyOf(members);
        }
    }

    /** Every subscription that the simulator can serve. */
    public static final Set<String> ALL_EVENTS = Set.of(
            "app_mention",
            "app_home_opened",
            "message.channels",
            "message.groups",
            "message.im",
            "reaction_added",
            "reaction_removed",
            "member_joined_channel",
            "member_left_channel",
            "channel_created",
            "channel_rename",
            "channel_archive",
            "channel_unarchive",
            "subteam_updated",
            "subteam_members_changed");
}
