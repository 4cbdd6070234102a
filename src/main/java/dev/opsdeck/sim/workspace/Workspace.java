package dev.opsdeck.sim.workspace;

import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;

/** The whole state of the simulated workspace. Every part may be used from any thread. */
public final class Workspace {
    /** Slack's own helper, in whose name people are told that an app failed. */
    public static final String SLACKBOT = "USLACKBOT";

    public final SimWorkspace spec;
    public final Stamps stamps;
    public final Changes changes = new Changes();
    public final People people;
    public final Groups groups;
    public final Channels channels;
    public final Messages messages;
    public final Views views;
    public final Files files;
    public final Extras extras;
    public final Canvases canvases;
    public final Triggers triggers;
    public final ResponseUrls responseUrls;
    private final Supplier<URI> base;

    /** @param base where the simulator itself is reached, asked each time because ports may be random */
    public Workspace(SimWorkspace spec, Clock clock, Supplier<URI> base) {
        this.spec = spec;
        this.base = base;
        this.stamps = new Stamps(clock);
        this.people = new People(spec, stamps.seconds());
        this.groups = new Groups(spec.groups(), stamps, changes);
        this.channels = new Channels(stamps, changes);
        this.messages = new Messages(changes);
        this.views = new Views(spec, stamps, changes);
        this.files = new Files(stamps);
        this.extras = new Extras(changes);
        this.canvases = new Canvases(stamps, changes);
        this.triggers = new Triggers(clock, stamps);
        this.responseUrls = new ResponseUrls(clock, stamps);
        spec.rooms().forEach(channels::add);
        changes.listen(this::announce);
    }

    /** Slack's own line in a channel about who came, went or changed the topic. */
    private void announce(Change change) {
        switch (change) {
            case Change.Joined(String channel, String user, String inviter) ->
                say(channel, user, "channel_join", "<@" + user + "> has joined the channel");
            case Change.Left(String channel, String user) ->
                say(channel, user, "channel_leave", "<@" + user + "> has left the channel");
            case Change.ChannelChanged(String channel, String what, String actor)
            when what.equals("topic") ->
                channels.find(channel)
                        .ifPresent(now -> say(
                                channel,
                                actor,
                                "channel_topic",
                                "set the channel topic: " + now.topic().value()));
            case Change.ChannelChanged(String channel, String what, String actor)
            when what.equals("archive") -> say(channel, actor, "channel_archive", "archived the channel");
            case Change other -> {}
        }
    }

    private void say(String channel, String user, String subtype, String text) {
        String ts = stamps.ts();
        messages.post(new Message(channel, ts, null, Bodies.system(user, ts, subtype, text)));
    }

    /** The simulator's own base URL, without a slash at the end. */
    public String base() {
        String url = base.get().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** The base URL of the bot. */
    public String botUrl() {
        URI url = spec.app().url();
        return url == null ? base() : url.toString().replaceFirst("/$", "");
    }
}
