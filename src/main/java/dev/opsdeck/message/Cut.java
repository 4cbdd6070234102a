package dev.opsdeck.message;

/**
 * Shortens text so that the reader sees that something is missing.
 *
 * @param hint where the whole of it is, such as {@code , see Show output}; may be empty
 */
record Cut(String hint) {
    private static final int LONGEST_MARKUP = 300;
    private static final String FENCE = "```";
    private static final String CLOSING_FENCE = "\n" + FENCE;

    /** Markup stays whole: entities, mentions, dates, code blocks and characters outside the basic plane. */
    String mrkdwn(String text, int limit) {
        String clean = clean(text);
        if (clean.length() <= limit) {
            return clean;
        }
        int room = limit - CLOSING_FENCE.length() - marker(clean.length()).length();
        if (room <= 0) {
            return plain(clean, limit);
        }
        String kept = clean.substring(0, boundary(clean, room));
        String closed = fences(kept) % 2 == 1 ? kept + CLOSING_FENCE : kept;
        return closed + marker(clean.length() - kept.length());
    }

    /** For texts without markup. */
    static String plain(String text, int limit) {
        String clean = clean(text);
        return clean.length() <= limit ? clean : clean.substring(0, whole(clean, limit - 1)) + "…";
    }

    /** Whether nothing would be seen of it, which Slack refuses. */
    static boolean blank(String text) {
        return clean(text).isBlank();
    }

    /** What replaces that many left-out lines. */
    String more(int count) {
        return "… (" + count + " more" + hint + ")";
    }

    private String marker(int characters) {
        return "… (" + characters + " more characters" + hint + ")";
    }

    /** Slack refuses neither, but a database or a parser on the way may. */
    private static String clean(String text) {
        if (text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> point != 0)
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? '\uFFFD' : point)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static int boundary(String text, int end) {
        int cut = before(text, '&', ';', end);
        cut = before(text, '<', '>', cut);
        while (cut > 0 && text.charAt(cut - 1) == '`') {
            cut--;
        }
        return whole(text, cut);
    }

    private static int before(String text, char opening, char closing, int end) {
        int open = text.lastIndexOf(opening, end - 1);
        boolean inside = open >= 0 && end - open < LONGEST_MARKUP && text.lastIndexOf(closing, end - 1) < open;
        return inside ? open : end;
    }

    private static int whole(String text, int end) {
        return end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    private static int fences(String text) {
        return (text.length() - text.replace(FENCE, "").length()) / FENCE.length();
    }
}
