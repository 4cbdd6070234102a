package dev.opsdeck.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The person behind a request, as Slack knows them.
 *
 * @param id Slack user id
 * @param name what to call them
 * @param email of the Slack profile; null when unknown, which matches no rule by e-mail
 * @param groups ids and handles of the user groups they are in
 * @param fullMember false for guests, bots, deactivated people and strangers: they are not "everyone"
 */
public record Actor(String id, String name, @Nullable String email, Set<String> groups, boolean fullMember) {}
