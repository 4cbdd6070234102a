package dev.opsdeck.approval;

import java.time.Instant;
import java.util.List;

/**
 * One person's consent.
 *
 * @param voter Slack user id
 * @param name what the person was called when voting
 * @param roles the roles that counted when it was cast
 */
public record Vote(String voter, String name, List<String> roles, Instant at) {}
