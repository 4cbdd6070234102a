package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.annotation.Annotation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Checks that the roles, people and channels which a system's file names are there, as far as the files can tell. */
record Mentions(Known known, Findings findings) {
    /** A Slack user id, an e-mail address, or a name after an @: only Slack knows whether there is somebody. */
    private static final Pattern PERSON = Pattern.compile("[UW][A-Z0-9]{5,}|.*@.*");

    /** What Slack lets a channel be called. */
    private static final Pattern CHANNEL = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{N}_-]{1,80}");

    /** So many letters apart, a name is rather mistyped than another one. */
    private static final int MISTYPED = 2;

    /**
     * What the files declare.
     *
     * @param rotations of all systems, alone and with their system
     * @param handles of the people whom access.yml names
     * @param channels of all systems; there are others in Slack
     */
    record Known(Set<String> roles, Set<String> rotations, Set<String> handles, Set<String> channels) {
        static Known of(List<JsonNode> access, List<JsonNode> systems) {
            var roles = new LinkedHashSet<String>();
            var rotations = new LinkedHashSet<String>();
            var handles = new LinkedHashSet<String>();
            var channels = new LinkedHashSet<String>();
            for (JsonNode system : systems) {
                String name = system.path("system").asText();
                for (String rotation : ValueChecks.keysOf(system.path("on-call"))) {
                    rotations.add(rotation);
                    rotations.add(name + "/" + rotation);
                }
                system.path("channels").valueStream().map(JsonNode::asText).forEach(channels::add);
            }
            for (JsonNode rules : access) {
                roles.addAll(ValueChecks.keysOf(rules.path("roles")));
                rules.path("people")
                        .valueStream()
                        .map(person -> person.path("handle").asText())
                        .forEach(handles::add);
            }
            return new Known(roles, rotations, handles, channels);
        }
    }

    void check(JsonNode system) {
        new TreeWalk(this::visit).along(ManagedSystem.class, system, JsonPointer.empty());
    }

    private void visit(RecordShape.Key key, JsonNode value, JsonPointer at) {
        texts(key, RoleName.class, value, at, this::role);
        texts(key, CalleeName.class, value, at, this::callee);
        texts(key, ChannelName.class, value, at, this::channel);
    }

    private static void texts(
            RecordShape.Key key,
            Class<? extends Annotation> annotation,
            JsonNode value,
            JsonPointer at,
            BiConsumer<String, JsonPointer> check) {
        if (key.component().isAnnotationPresent(annotation)
                && Filling.parametersIn(value).isEmpty()) {
            ValueChecks.eachText(value, at, check);
        }
    }

    private void role(String name, JsonPointer at) {
        if (!known.roles().contains(name)) {
            findings.add(
                    at, "there is no role \"" + name + "\" in access.yml", Findings.didYouMean(name, known.roles()));
        }
    }

    private void callee(String name, JsonPointer at) {
        var all = new LinkedHashSet<>(known.rotations());
        all.addAll(known.roles());
        all.addAll(known.handles());
        if (!all.contains(name) && !PERSON.matcher(name).matches()) {
            findings.add(
                    at,
                    "\"" + name + "\" is no rotation, no role of access.yml and nobody that it names",
                    Findings.didYouMean(name, all));
        }
    }

    private void channel(String name, JsonPointer at) {
        if (name.startsWith("#")) {
            findings.add(at, "a channel is named without the #", "Write \"" + name.substring(1) + "\".");
        } else if (!CHANNEL.matcher(name).matches()) {
            findings.add(
                    at,
                    "\"" + name + "\" cannot be a channel of Slack",
                    "Channels have small letters, digits, - and _, and at most 80 of them.");
        } else if (!known.channels().contains(name)) {
            known.channels().stream()
                    .filter(other -> LevenshteinDistance.getDefaultInstance().apply(name, other) <= MISTYPED)
                    .findFirst()
                    .ifPresent(other -> findings.warn(
                            at, "no system has the channel \"" + name + "\"", "Did you mean \"" + other + "\"?"));
        }
    }
}
