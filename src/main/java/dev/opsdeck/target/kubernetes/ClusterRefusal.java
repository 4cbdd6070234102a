package dev.opsdeck.target.kubernetes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What RBAC refused, read from the API server's sentence.
 *
 * @param user as whom it was asked
 * @param resource such as {@code pods} or {@code pods/log}
 * @param group API group; empty for the core group
 * @param namespace empty for what belongs to no namespace
 */
record ClusterRefusal(String user, String verb, String resource, String group, String namespace) {
    private static final Pattern SENTENCE =
            Pattern.compile("User \"([^\"]+)\" cannot (\\S+) resource \"([^\"]+)\" in API group \"([^\"]*)\""
                    + "(?: in the namespace \"([^\"]+)\"| at the cluster scope)");
    private static final String ACCOUNT = "system:serviceaccount:";

    static Optional<ClusterRefusal> read(String message) {
        Matcher matcher = SENTENCE.matcher(message);
        return matcher.find()
                ? Optional.of(new ClusterRefusal(
                        matcher.group(1),
                        matcher.group(2),
                        matcher.group(3),
                        matcher.group(4),
                        matcher.group(5) == null ? "" : matcher.group(5)))
                : Optional.empty();
    }

    /** What was refused to whom, and the rule that would allow it. */
    String told() {
        return "The cluster does not let " + who() + " " + verb + " " + resource + where()
                + ". To allow it, add { apiGroups: [\""
                + group + "\"], resources: [" + resource + "], verbs: [" + verb + "] } to a "
                + (namespace.isEmpty() ? "ClusterRole" : "Role in " + namespace) + " that is bound to it.";
    }

    private String who() {
        if (!user.startsWith(ACCOUNT)) {
            return "the user " + user;
        }
        String[] parts = user.substring(ACCOUNT.length()).split(":", 2);
        return parts.length == 2 ? "the service account " + parts[1] + " of " + parts[0] : user;
    }

    private String where() {
        return namespace.isEmpty() ? " of the cluster" : " in the namespace " + namespace;
    }
}
