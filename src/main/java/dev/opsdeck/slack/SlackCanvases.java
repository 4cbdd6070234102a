package dev.opsdeck.slack;

import com.slack.api.methods.request.canvases.sections.CanvasesSectionsLookupRequest.Criteria;
import com.slack.api.model.ConversationProperties;
import com.slack.api.model.canvas.CanvasDocumentChange;
import com.slack.api.model.canvas.CanvasDocumentContent;
import com.slack.api.model.canvas.CanvasEditOperation;
import dev.opsdeck.flow.Canvases;
import dev.opsdeck.flow.Rooms.Outcome;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes channels' canvases, within the limits that all calls to Slack share. */
@Singleton
final class SlackCanvases implements Canvases {
    private static final String EXISTS = "channel_canvas_already_exists";

    private static final Set<String> THERE_ALREADY = Set.of(EXISTS, "free_team_canvas_tab_already_exists");

    private final SenderCalls calls;
    private final Attempts attempts;

    SlackCanvases(SenderCalls calls, Attempts attempts) {
        this.calls = calls;
        this.attempts = attempts;
    }

    @Override
    public Outcome write(String channel, String title, String markdown) {
        return attempts.of(() -> {
            try {
                return create(channel, title, markdown);
            } catch (SenderFault.Refused refused) {
                if (!THERE_ALREADY.contains(refused.error())) {
                    throw refused;
                }
                return replace(ours(channel, title), markdown);
            }
        });
    }

    private String create(String channel, String title, String markdown) throws SenderFault {
        return calls.aside(
                        "conversations.canvases.create",
                        slack -> slack.conversationsCanvasesCreate(
                                r -> r.channelId(channel).title(title).documentContent(content(markdown))))
                .getCanvasId();
    }

    /** The channel's canvas, if it is one that was made here. */
    private String ours(String channel, String title) throws SenderFault {
        ConversationProperties properties = calls.aside(
                        "conversations.info", slack -> slack.conversationsInfo(r -> r.channel(channel)))
                .getChannel()
                .getProperties();
        String canvas = properties == null || properties.getCanvas() == null
                ? null
                : properties.getCanvas().getFileId();
        if (canvas == null || !contains(canvas, title)) {
            throw new SenderFault.Refused("conversations.canvases.create", EXISTS);
        }
        return canvas;
    }

    private boolean contains(@Nullable String canvas, String title) throws SenderFault {
        var sections = calls.aside(
                        "canvases.sections.lookup",
                        slack -> slack.canvasesSectionsLookup(r -> r.canvasId(canvas)
                                .criteria(Criteria.builder()
                                        .sectionTypes(List.of("h1"))
                                        .containsText(title)
                                        .build())))
                .getSections();
        return sections != null && !sections.isEmpty();
    }

    private String replace(String canvas, String markdown) throws SenderFault {
        var all = CanvasDocumentChange.builder()
                .operation(CanvasEditOperation.REPLACE)
                .documentContent(content(markdown))
                .build();
        calls.aside(
                "canvases.edit",
                slack -> slack.canvasesEdit(r -> r.canvasId(canvas).changes(List.of(all))));
        return canvas;
    }

    private static CanvasDocumentContent content(String markdown) {
        return CanvasDocumentContent.builder().markdown(markdown).build();
    }
}
