package dev.opsdeck.sim.workspace;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that happened in the workspace; events and the page are made from it. */
public sealed interface Change {
    record Posted(Message message) implements Change {}

    record Edited(Message message, Message before) implements Change {}

    record Deleted(Message message) implements Change {}

    record Reacted(Message message, String user, String name, boolean added) implements Change {}

    record Joined(String channel, String user, @Nullable String inviter) implements Change {}

    record Left(String channel, String user) implements Change {}

    /** @param what {@code created}, {@code rename}, {@code archive}, {@code unarchive}, {@code topic}, {@code purpose}, {@code pins}, {@code bookmarks} or {@code canvas} */
    record ChannelChanged(String channel, String what, String actor) implements Change {}

    record GroupChanged(String group, Set<String> added, Set<String> removed) implements Change {}

    /** A person's stack of modals changed. */
    record ModalsChanged(String user) implements Change {}

    record HomeChanged(String user) implements Change {}

    /** Something only the client of one person shows, such as a warning that the app did not respond. */
    record Notice(String user, String channel, String ts, String text) implements Change {}
}
