package dev.opsdeck.slack;

import java.util.List;

/** A user group with the ids of its members. */
record Group(String id, String handle, List<String> members) {
    boolean isCalled(String idOrHandle) {
        return id.equals(idOrHandle) || handle.equalsIgnoreCase(idOrHandle);
    }
}
