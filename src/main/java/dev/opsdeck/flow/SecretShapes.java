package dev.opsdeck.flow;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes out of a text what looks like a credential, wherever it comes from. Each shape is searched for only where one of
 * its hints occurs, so that ordinary text costs little more than a look.
 */
final class SecretShapes {
    static final String MASK = "•••";

    /** In double quotes, in single quotes, or up to where an unquoted value ends; switches are no secrets. */
    private static final String VALUE = "(?:\"(?=[^\"]{3})(?:[^\"\\\\]++|\\\\.){1,200}+\"?"
            + "|'(?=[^']{3})(?:[^'\\\\]++|\\\\.){1,200}+'?"
            + "|(?!(?:true|false|null|none|nil|undefined)\\b|•)[^\\s\"',;&)}\\]]{4,})";

    /** Names of what is secret, also as the end of a longer name, and with what is often put behind them. */
    private static final String NAME = "(?:passw(?:or)?d|passphrase|pwd|(?<![a-z])pass|secret|token|credentials?"
            + "|(?:api|access|private|signing|encryption|account|shared|auth)[_-]?key|masterauth)"
            + "(?:[_-]?(?:access|key|hash|value|base|string)){0,3}\\d{0,3}";

    private static final List<Shape> SHAPES = List.of(
            shape(
                    "(-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)[\\s\\S]+?"
                            + "(-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\\z)",
                    "$1" + MASK + "$2",
                    "-----begin"),
            // The password may hold what it should not, an @ or a slash, but a port is no password.
            shape("(://[^\\s:/@]{0,200}:)(?!\\d{1,5}(?:[/?#,;\\s]|$))[^\\s\"'<>]{1,500}@", "$1" + MASK + "@", "://"),
            shape("(://)[^\\s:/@\"'<>]{16,500}@", "$1" + MASK + "@", "://"),
            shape("(hooks\\.slack\\.com/(?:services|workflows)/)[\\w/-]+", "$1" + MASK, "hooks.slack.com"),
            shape("(?i)(\\b(?:set-)?cookie[\"']?\\s*[:=]\\s*)[^\\r\\n]+", "$1" + MASK, "cookie"),
            shape(
                    "(?i)(\\b(?:proxy-)?authorization[\"']?\\s*[:=]\\s*[\"']?(?:[a-z-]{1,30}\\s++(?=\\S))?+)(?!•)[^\\s\"',;]{4,}",
                    "$1" + MASK,
                    "authorization"),
            shape("(?i)(\\bbearer\\s+)(?=[^\\s\"',;]*[\\d.])[^\\s\"',;•]{6,}", "$1" + MASK, "bearer"),
            shape("((?i:\\bbasic)\\s+)(?=\\S*[A-Z0-9=])[A-Za-z0-9+/]{8,}={0,2}", "$1" + MASK, "basic"),
            shape(
                    "(?i)(" + NAME + "[\"']?\\s*(?:=>|:=|[:=])\\s*)" + VALUE,
                    "$1" + MASK,
                    "pass",
                    "pwd",
                    "secret",
                    "token",
                    "credential",
                    "key",
                    "masterauth"),
            shape(
                    "(?i)(\\s--?(?:[a-z]+-)*(?:password|passwd|pass|token|secret|key|requirepass|masterauth)\\s+"
                            + "|\\b(?:requirepass|masterauth)\\s+)"
                            + VALUE,
                    "$1" + MASK,
                    "pass",
                    "token",
                    "secret",
                    "key",
                    "masterauth"),
            shape(
                    "(?i)(\\b(?:password|identified\\s+by)\\s+)'(?:[^']|'')+'?",
                    "$1'" + MASK + "'",
                    "password",
                    "identified"),
            shape("((?:^|\\s)(?:-u|--user)\\s+[^\\s:]+:)\\S+", "$1" + MASK, "-u"),
            shape(
                    "\\b(?:xox[abeoprs]-[\\w-]{8,}|xapp-[\\w-]{10,}|gh[pousr]_\\w{20,}|github_pat_\\w{20,}|glpat-[\\w-]{16,}"
                            + "|(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}|eyJ[\\w-]{8,}\\.[\\w-]{8,}(?:\\.[\\w-]*)?"
                            + "|(?:sk|rk|pk)_(?:live|test)_\\w{10,}|sk-(?:proj-|ant-)?[\\w-]{20,}|AIza[\\w-]{30,}"
                            + "|SG\\.[\\w-]{10,}\\.[\\w-]{10,}|npm_\\w{30,}|pypi-[\\w-]{20,}|hvs\\.[\\w-]{20,}"
                            + "|hf_\\w{20,}|dckr_pat_[\\w-]{20,}|do[opr]_v1_\\w{20,})",
                    MASK,
                    "xox",
                    "xapp-",
                    "gh",
                    "glpat-",
                    "akia",
                    "asia",
                    "abia",
                    "acca",
                    "eyj",
                    "_live_",
                    "_test_",
                    "sk-",
                    "aiza",
                    "sg.",
                    "npm_",
                    "pypi-",
                    "hvs.",
                    "hf_",
                    "dckr_pat_",
                    "_v1_"),
            shape("(?<!\\d)\\d{8,10}:AA[\\w-]{30,}", MASK, ":aa"));

    private SecretShapes() {}

    static String mask(String text) {
        String masked = text;
        String lower = text.toLowerCase(Locale.ROOT);
        for (Shape shape : SHAPES) {
            if (shape.isHintedAt(lower)) {
                masked = shape.pattern().matcher(masked).replaceAll(shape.replacement());
            }
        }
        return masked;
    }

    private static Shape shape(String pattern, String replacement, String... hints) {
        return new Shape(Pattern.compile(pattern), replacement, List.of(hints));
    }

    /** @param hints in lower case; without one of them the pattern cannot match */
    private record Shape(Pattern pattern, String replacement, List<String> hints) {
        boolean isHintedAt(String lower) {
            for (String hint : hints) {
                if (lower.contains(hint)) {
                    return true;
                }
            }
            return false;
        }
    }
}
