package dev.opsdeck.access;

import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.AccessRules.Role;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Who has which role. */
final class Roles {
    private Roles() {}

    static Set<String> of(AccessRules rules, Actor actor) {
        return Technical.role(actor)
                .map(role -> rules.roles().containsKey(role) ? Set.of(role) : Set.<String>of())
                .orElseGet(() -> names(rules, role -> has(role, actor)));
    }

    /** The roles of whoever is a full member of the workspace. */
    static Set<String> ofEveryone(AccessRules rules) {
        return names(rules, Role::everyone);
    }

    private static Set<String> names(AccessRules rules, Predicate<Role> test) {
        var names = new TreeSet<String>();
        rules.roles().forEach((name, role) -> {
            if (test.test(role)) {
                names.add(name);
            }
        });
        return Collections.unmodifiableSet(names);
    }

    /** Guests, bots and strangers get a role only where somebody wrote down that very user. */
    private static boolean has(Role role, Actor actor) {
        if (role.users().contains(actor.id())) {
            return true;
        }
        return actor.fullMember()
                && (role.everyone()
                        || hasEmail(role, actor)
                        || role.groups().stream()
                                .anyMatch(group -> actor.groups().contains(group)));
    }

    private static boolean hasEmail(Role role, Actor actor) {
        String email = actor.email();
        return email != null && role.emails().stream().anyMatch(email::equalsIgnoreCase);
    }
}
