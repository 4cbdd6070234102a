package dev.opsdeck.flow;

import java.util.List;

/** Everything that can come in from Slack. Each call returns well within Slack's three seconds. */
public interface Intake {
    /** A slash command, a mention or a submitted command modal. */
    Reply command(Request request);

    /** A button or a select. */
    Reply click(Click click);

    /** A submitted modal. */
    Reply submit(Submission submission);

    /**
     * Choices for an external select.
     *
     * @param action the element's {@code action_id}
     * @param typed what the person typed so far
     */
    List<Option> options(String user, String channelName, String action, String typed);

    /** A global shortcut; {@code channel} is empty. */
    Reply shortcut(String delivery, String user, String channel, String channelName, String callback);

    /** A shortcut in the menu of a message. */
    Reply messageShortcut(MessageChosen chosen);

    /** A reaction was put on a message or taken off; {@code delivery} is the same for every delivery of the event. */
    void reacted(String delivery, String channel, String ts, String reaction);

    /** A message was edited. */
    void edited(String delivery, String channel, String ts);

    /** Somebody opened the app's home tab, which from now on is drawn anew when something changes. */
    void homeOpened(String user);

    /** What the app's home tab of that person shows now. */
    Home home(String user);

    /** One choice of a select. */
    record Option(String text, String value) {}

    /** The home tab of one person. */
    record Home(com.slack.api.model.view.View view) {}
}
