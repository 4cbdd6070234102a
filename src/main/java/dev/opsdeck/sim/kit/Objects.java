package dev.opsdeck.sim.kit;

import static dev.opsdeck.sim.kit.Rule.anyText;
import static dev.opsdeck.sim.kit.Rule.flag;
import static dev.opsdeck.sim.kit.Rule.items;
import static dev.opsdeck.sim.kit.Rule.oneOf;
import static dev.opsdeck.sim.kit.Rule.plain;
import static dev.opsdeck.sim.kit.Rule.someText;
import static dev.opsdeck.sim.kit.Rule.text;

/** Composition objects and their limits, after Slack's composition object reference. */
final class Objects {
    private Objects() {}

    static final Shape CONFIRM = new Shape("confirm")
            .must("title", plain(100))
            .must("text", anyText(300))
            .must("confirm", plain(30))
            .must("deny", plain(30))
            .may("style", oneOf("primary", "danger"));

    static final Shape OPTION = option(plain(75));
    static final Shape RICH_OPTION = option(anyText(75));
    static final Shape OVERFLOW_OPTION = option(plain(75)).may("url", text(3000));

    static final Shape OPTION_GROUP =
            new Shape("option_group").must("label", plain(75)).must("options", items(new Rule.Struct(OPTION), 1, 100));

    static final Shape DISPATCH_CONFIG = new Shape("dispatch_action_config")
            .may("trigger_actions_on", items(oneOf("on_enter_pressed", "on_character_entered"), 1, 2));

    static final Shape CONVERSATION_FILTER = new Shape("filter")
            .may("include", items(oneOf("im", "mpim", "private", "public"), 1, 4))
            .may("exclude_external_shared_channels", flag())
            .may("exclude_bot_users", flag());

    static final Shape SLACK_FILE = new Shape("slack_file")
            .may("id", someText(255))
            .may("url", someText(3000))
            .exactlyOne("id", "url");

    private static Shape option(Rule label) {
        return new Shape("option")
                .must("text", label)
                .must("value", someText(150))
                .may("description", label);
    }
}
