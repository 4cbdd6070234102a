package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.PublicUpdate;
import java.util.ArrayList;

/** What those who wait are told. Only what was written for them is in it. */
public final class IncidentPost {
    private IncidentPost() {}

    /** The newest update, at the head of the thread that holds all of them. */
    public static Message newest(Incident incident, PublicUpdate update, int count) {
        var blocks = blocks(incident, update);
        blocks.add(BlockParts.context(
                (count == 1 ? "The first update" : "Update " + count + "; those before are in the thread") + " · "
                        + Mrkdwn.time(update.postedAt())));
        return BlockLimits.fit(new Message(text(update), blocks));
    }

    /** One update, as it was posted. */
    public static Message one(Incident incident, PublicUpdate update) {
        var blocks = blocks(incident, update);
        blocks.add(BlockParts.context("By " + Mrkdwn.user(update.postedBy()) + " · " + Mrkdwn.time(update.postedAt())));
        return BlockLimits.fit(new Message(text(update), blocks));
    }

    private static ArrayList<LayoutBlock> blocks(Incident incident, PublicUpdate update) {
        var blocks = new ArrayList<LayoutBlock>();
        String subject = update.subject().isBlank() ? incident.label() + " " + incident.title() : update.subject();
        blocks.add(BlockParts.section("📣 " + Mrkdwn.bold(subject) + "\n" + Mrkdwn.escape(update.text())));
        return blocks;
    }

    private static String text(PublicUpdate update) {
        return Mrkdwn.escape(update.subject() + "\n" + update.text());
    }
}
