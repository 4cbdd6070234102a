package dev.opsdeck;

import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Channels;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.sim.workspace.SimWorkspace;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The simulated workspace of the demo: its people, groups and channels are those that the catalog names. */
@Factory
@Requires(property = "opsdeck.sim.enabled", value = "true")
final class DemoWorkspace {
    private static final String BOT_USER = "U0OPSDECK";

    @Singleton
    SimWorkspace workspace(
            LiveCatalog catalog,
            @Property(name = "opsdeck.slack.signing-secret") String signingSecret,
            @Property(name = "opsdeck.slack.bot-token") String botToken,
            @Nullable @Property(name = "opsdeck.slack.app-token") String appToken) {
        Catalog now = catalog.current();
        // The bot was invited to the channels, as it is by whoever sets it up.
        List<String> everybody = new ArrayList<>(now.access().people().keySet());
        everybody.add(BOT_USER);
        return new SimWorkspace(
                new SimWorkspace.Team("T0DEMO", "demo", "opsdeck demo"),
                app(
                        new SimWorkspace.Credentials(
                                signingSecret, botToken, appToken == null ? "xapp-demo" : appToken),
                        appToken != null),
                people(now.access()),
                groups(now.access()),
                rooms(now, everybody));
    }

    private static SimWorkspace.App app(SimWorkspace.Credentials credentials, boolean socketMode) {
        return new SimWorkspace.App(
                "A0OPSDECK",
                "opsdeck",
                "B0OPSDECK",
                BOT_USER,
                credentials,
                null,
                socketMode,
                List.of(new SimWorkspace.Command(
                        "/ops", "restart <service> | status | help", "Run an operation from the runbook", true)),
                List.of(
                        new SimWorkspace.Shortcut(
                                "ops_shortcut", "Run an ops command", "Choose an operation and start it", false),
                        new SimWorkspace.Shortcut(
                                "ops_message_shortcut", "Run an ops command here", "Run it in this channel", true),
                        new SimWorkspace.Shortcut(
                                "incident_shortcut",
                                "Declare an incident",
                                "Opens a channel, starts the clocks",
                                false),
                        new SimWorkspace.Shortcut(
                                "incident_declare_message", "Declare an incident", "From this message", true),
                        new SimWorkspace.Shortcut(
                                "incident_mark_message", "Add to a timeline", "Of an incident", true)),
                SimWorkspace.ALL_EVENTS);
    }

    private static List<SimWorkspace.Person> people(AccessRules access) {
        return access.people().values().stream()
                .map(person -> new SimWorkspace.Person(
                        person.id(),
                        person.handle(),
                        person.name(),
                        person.email() == null ? "" : person.email(),
                        person.title() == null ? "" : person.title(),
                        null))
                .toList();
    }

    private static List<SimWorkspace.Group> groups(AccessRules access) {
        Map<String, List<String>> members = new LinkedHashMap<>();
        access.people().values().forEach(person -> person.groups()
                .forEach(group ->
                        members.computeIfAbsent(group, _ -> new ArrayList<>()).add(person.id())));
        return members.entrySet().stream()
                .map(group -> new SimWorkspace.Group(
                        id("S", group.getKey()), group.getKey(), group.getKey(), group.getValue()))
                .toList();
    }

    private static List<SimWorkspace.Room> rooms(Catalog catalog, List<String> everybody) {
        Map<String, SimWorkspace.Room> rooms = new LinkedHashMap<>();
        rooms.put("general", room("general", "Talk of the whole team", everybody));
        for (ManagedSystem system : catalog.systems().values()) {
            Channels channels = system.channels();
            if (channels.ops() != null) {
                rooms.put(channels.ops(), room(channels.ops(), "Operations of " + system.title(), everybody));
            }
            if (channels.incidents() != null) {
                rooms.put(
                        channels.incidents(), room(channels.incidents(), "Incidents of " + system.title(), everybody));
            }
            Stream.concat(system.maintenance().channels().stream(), system.stakeholders().stream())
                    .forEach(name -> rooms.putIfAbsent(name, room(name, "News of " + system.title(), everybody)));
        }
        return List.copyOf(rooms.values());
    }

    private static SimWorkspace.Room room(String name, String topic, List<String> everybody) {
        return new SimWorkspace.Room(id("C", name), name, topic, false, everybody);
    }

    private static String id(String prefix, String name) {
        return prefix + "0" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }
}
