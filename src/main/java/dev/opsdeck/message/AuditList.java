package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.audit.AuditRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Entries of the audit trail, a line each, in the order given. */
public final class AuditList {
    private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{2,}");
    private static final int DETAIL = 160;
    /** Whole digests push everything else out of sight; as much of them stands on the cards. */
    private static final int DIGEST = 8;

    private AuditList() {}

    public static Message of(List<AuditRecord> entries, Instant now) {
        if (entries.isEmpty()) {
            return Message.of("Nothing on record for that. Try a longer `--since`, or fewer filters.");
        }
        var blocks = new ArrayList<LayoutBlock>(
                Lines.sections(entries.stream().map(AuditList::line).toList()));
        blocks.add(BlockParts.context(
                "Each entry carries the hash of the one before; `audit verify` checks the chain. Seen "
                        + Mrkdwn.second(now)));
        return BlockLimits.fit(
                new Message(entries.size() + (entries.size() == 1 ? " audit entry" : " audit entries"), blocks));
    }

    private static String line(AuditRecord entry) {
        String target = entry.target().isEmpty() ? "" : "  " + Mrkdwn.code(entry.target());
        String detail = detail(entry.detail());
        return "`#" + entry.seq() + "`  " + Mrkdwn.second(entry.at()) + "  " + actor(entry.actor()) + "  "
                + Mrkdwn.bold(entry.action()) + target + (detail.isEmpty() ? "" : "  " + detail);
    }

    private static String actor(String actor) {
        return USER.matcher(actor).matches() ? Mrkdwn.user(actor) : Mrkdwn.escape(actor);
    }

    private static String detail(Map<String, Object> detail) {
        String all = new TreeMap<>(detail)
                .entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("delivery"))
                        .filter(entry -> !String.valueOf(entry.getValue()).isBlank())
                        .map(entry -> entry.getKey() + " " + value(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "));
        return Mrkdwn.escape(Cut.plain(all.replaceAll("\\s+", " "), DETAIL));
    }

    private static String value(String key, Object value) {
        String text = String.valueOf(value);
        return key.equals("digest") && text.length() > DIGEST ? text.substring(0, DIGEST) : text;
    }
}
