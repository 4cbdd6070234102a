package dev.opsdeck.sim.workspace;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All conversations and who is in them. */
public final class Channels {
    private final Map<String, Channel> byId = new LinkedHashMap<>();
    private final Stamps stamps;
    private final Changes changes;

    Channels(Stamps stamps, Changes changes) {
        this.stamps = stamps;
        this.changes = changes;
    }

    synchronized void add(SimWorkspace.Room room) {
        Channel.Kind kind = room.isPrivate() ? Channel.Kind.PRIVATE : Channel.Kind.PUBLIC;
        String creator = room.members().stream().findFirst().orElse("");
        Channel.Note topic =
                new Channel.Note(room.topic(), creator, room.topic().isEmpty() ? 0 : stamps.seconds());
        Set<String> members = new LinkedHashSet<>(room.members());
        byId.put(
                room.id(),
                new Channel(
                        room.id(),
                        room.name(),
                        kind,
                        stamps.seconds(),
                        creator,
                        false,
                        topic,
                        Channel.Note.NONE,
                        members));
    }

    public synchronized Collection<Channel> all() {
        return List.copyOf(byId.values());
    }

    public synchronized Optional<Channel> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Looks up an id, {@code #name} or {@code name}. */
    public Optional<Channel> resolve(String idOrName) {
        String name = idOrName.startsWith("#") ? idOrName.substring(1) : idOrName;
        return find(idOrName).or(() -> all().stream()
                .filter(c -> c.kind() != Channel.Kind.DIRECT && c.name().equals(name))
                .findFirst());
    }

    /** Creates a channel; empty if the name is taken. */
    public Optional<Channel> create(String name, boolean isPrivate, String creator) {
        Channel created;
        synchronized (this) {
            if (taken(name)) {
                return Optional.empty();
            }
            Channel.Kind kind = isPrivate ? Channel.Kind.PRIVATE : Channel.Kind.PUBLIC;
            created = new Channel(
                    stamps.id("C"),
                    name,
                    kind,
                    stamps.seconds(),
                    creator,
                    false,
                    Channel.Note.NONE,
                    Channel.Note.NONE,
                    Set.of(creator));
            byId.put(created.id(), created);
        }
        changes.tell(new Change.ChannelChanged(created.id(), "created", creator));
        return Optional.of(created);
    }

    /** Renames a channel; empty if the name is taken. */
    public Optional<Channel> rename(String id, String name, String actor) {
        synchronized (this) {
            if (taken(name)) {
                return Optional.empty();
            }
            byId.computeIfPresent(id, (key, old) -> old.named(name));
        }
        changes.tell(new Change.ChannelChanged(id, "rename", actor));
        return find(id);
    }

    /** The direct message of two people, opened if there is none. */
    public synchronized Channel direct(String one, String other) {
        Set<String> pair = new LinkedHashSet<>(List.of(one, other));
        return byId.values().stream()
                .filter(c -> c.kind() == Channel.Kind.DIRECT && c.members().equals(pair))
                .findFirst()
                .orElseGet(() -> {
                    Channel direct = new Channel(
                            stamps.id("D"),
                            "directmessage",
                            Channel.Kind.DIRECT,
                            stamps.seconds(),
                            one,
                            false,
                            Channel.Note.NONE,
                            Channel.Note.NONE,
                            pair);
                    byId.put(direct.id(), direct);
                    return direct;
                });
    }

    public void archive(String id, boolean archived, String actor) {
        change(id, archived ? "archive" : "unarchive", actor, channel -> channel.archived(archived));
    }

    public void topic(String id, String value, String actor) {
        change(id, "topic", actor, c -> c.topic(new Channel.Note(value, actor, stamps.seconds())));
    }

    public void purpose(String id, String value, String actor) {
        change(id, "purpose", actor, c -> c.purpose(new Channel.Note(value, actor, stamps.seconds())));
    }

    /** Adds a member; false if already in. */
    public boolean join(String id, String user, @Nullable String inviter) {
        synchronized (this) {
            Channel channel = byId.get(id);
            if (channel == null || channel.has(user)) {
                return false;
            }
            Set<String> members = new LinkedHashSet<>(channel.members());
            members.add(user);
            byId.put(id, channel.members(members));
        }
        changes.tell(new Change.Joined(id, user, inviter));
        return true;
    }

    /** Removes a member; false if not in. */
    public boolean leave(String id, String user) {
        synchronized (this) {
            Channel channel = byId.get(id);
            if (channel == null || !channel.has(user)) {
                return false;
            }
            Set<String> members = new LinkedHashSet<>(channel.members());
            members.remove(user);
            byId.put(id, channel.members(members));
        }
        changes.tell(new Change.Left(id, user));
        return true;
    }

    private void change(String id, String what, String actor, UnaryOperator<Channel> edit) {
        synchronized (this) {
            byId.computeIfPresent(id, (key, old) -> edit.apply(old));
        }
        changes.tell(new Change.ChannelChanged(id, what, actor));
    }

    private boolean taken(String name) {
        return byId.values().stream()
                .anyMatch(c -> c.kind() != Channel.Kind.DIRECT && c.name().equals(name));
    }
}
