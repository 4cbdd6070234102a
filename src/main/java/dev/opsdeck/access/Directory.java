package dev.opsdeck.access;

import java.util.List;
import java.util.Optional;

/** Who people are in the workspace. Answers come from a cache that follows Slack's events. */
public interface Directory {
    /**
     * The person with that Slack user id.
     *
     * @throws DirectoryException when Slack cannot be asked and nothing is known; the caller must deny
     */
    Actor actor(String userId);

    /** User ids of the members of a group, by its handle or id; empty when there is no such group. */
    List<String> members(String group);

    /** The user id behind a handle, e-mail address, plain id or Slack mention. */
    Optional<String> find(String typed);

    /** Slack could not be asked who somebody is. */
    final class DirectoryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public DirectoryException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
