package dev.opsdeck.access;

import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.AccessRules.Role;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The people behind a role, for messages; decisions never come from here.
 *
 * @param everyone true when all full members of the workspace have it; they are not listed then
 * @param users Slack user ids, those named in the role first
 */
public record RolePeople(boolean everyone, List<String> users) {
    /**
     * Asks the directory who has the role; nobody has a role that does not exist.
     *
     * @throws Directory.DirectoryException when Slack cannot be asked
     */
    public static RolePeople of(AccessRules rules, String roleName, Directory directory) {
        Role role = rules.roles().get(roleName);
        if (role == null) {
            return new RolePeople(false, List.of());
        }
        var users = new LinkedHashSet<>(role.users());
        role.emails().forEach(email -> directory.find(email).ifPresent(users::add));
        role.groups().forEach(group -> users.addAll(directory.members(group)));
        return new RolePeople(role.everyone(), List.copyOf(users));
    }
}
