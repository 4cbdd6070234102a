package dev.opsdeck.slack;

import com.slack.api.model.view.View;
import dev.opsdeck.flow.Click;
import dev.opsdeck.flow.Intake;
import dev.opsdeck.flow.MessageChosen;
import dev.opsdeck.flow.Reply;
import dev.opsdeck.flow.Request;
import dev.opsdeck.flow.Submission;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Remembers what came in, and replies what the test wants. */
final class RecordingIntake implements Intake {
    final List<Request> requests = new CopyOnWriteArrayList<>();
    final List<Click> clicks = new CopyOnWriteArrayList<>();
    final List<Submission> submissions = new CopyOnWriteArrayList<>();
    final List<Shortcut> shortcuts = new CopyOnWriteArrayList<>();
    final List<Typed> typed = new CopyOnWriteArrayList<>();
    volatile Supplier<Reply> reply = Reply.Silent::new;
    volatile List<Option> options = List.of();

    void forget() {
        List.of(requests, clicks, submissions, shortcuts, typed).forEach(List::clear);
        reply = Reply.Silent::new;
        options = List.of();
    }

    /** How many of anything came in. */
    int size() {
        return requests.size() + clicks.size() + submissions.size() + shortcuts.size() + typed.size();
    }

    @Override
    public Reply command(Request request) {
        requests.add(request);
        return reply.get();
    }

    @Override
    public Reply click(Click click) {
        clicks.add(click);
        return reply.get();
    }

    @Override
    public Reply submit(Submission submission) {
        submissions.add(submission);
        return reply.get();
    }

    @Override
    public List<Option> options(String user, String channelName, String action, String text) {
        typed.add(new Typed(user, channelName, action, text));
        return options;
    }

    @Override
    public Reply shortcut(String delivery, String user, String channel, String channelName, String callback) {
        shortcuts.add(new Shortcut(delivery, user, channel, channelName, callback));
        return reply.get();
    }

    @Override
    public Reply messageShortcut(MessageChosen chosen) {
        shortcuts.add(new Shortcut(
                chosen.delivery(), chosen.user(), chosen.channel(), chosen.channelName(), chosen.callback()));
        return reply.get();
    }

    @Override
    public void reacted(String delivery, String channel, String ts, String reaction) {}

    @Override
    public void edited(String delivery, String channel, String ts) {}

    @Override
    public void homeOpened(String user) {}

    @Override
    public Home home(String user) {
        return new Home(View.builder().type("home").blocks(List.of()).build());
    }

    record Shortcut(String delivery, String user, String channel, String channelName, String callback) {}

    record Typed(String user, String channelName, String action, String text) {}
}
