package dev.opsdeck.audit;

import dev.opsdeck.audit.Verification.Broken;
import dev.opsdeck.audit.Verification.Intact;
import java.util.Iterator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Follows the chain from its beginning to its recorded end. */
final class Verifier {
    private static final Link.Head GENESIS = new Link.Head(0, "0".repeat(64));

    private Verifier() {}

    /** One snapshot for rows and head, or an append in between would look like damage. */
    static Verification verify(Jdbi jdbi) {
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, Verifier::walk);
    }

    private static Verification walk(Handle tx) {
        Link.Head head = AuditStore.head(tx);
        Link.Head end = GENESIS;
        try (var rows = AuditStore.all(tx)) {
            for (Iterator<Link> links = rows.iterator(); links.hasNext(); ) {
                Link link = links.next();
                Broken broken = check(end, link);
                if (broken != null) {
                    return broken;
                }
                end = new Link.Head(link.seq(), link.hash());
            }
        }
        return compare(end, head);
    }

    private static @Nullable Broken check(Link.Head end, Link link) {
        long next = end.seq() + 1;
        if (link.seq() != next) {
            return new Broken(next, "The entry is missing.", "entry " + next, "entry " + link.seq() + " comes next");
        }
        if (!link.previous().equals(end.hash())) {
            return new Broken(next, "The entry does not follow the one before it.", end.hash(), link.previous());
        }
        String hash = link.computeHash();
        if (!link.hash().equals(hash)) {
            return new Broken(next, "The entry was changed after it was written.", hash, link.hash());
        }
        return null;
    }

    private static Verification compare(Link.Head end, Link.Head head) {
        if (end.seq() < head.seq()) {
            long missing = end.seq() + 1;
            return new Broken(
                    missing,
                    "The newest entries are missing.",
                    "entries up to " + head.seq(),
                    "the last entry is " + end.seq());
        }
        if (end.seq() > head.seq()) {
            return new Broken(
                    head.seq() + 1,
                    "The entry is beyond the recorded end of the trail.",
                    "the last entry is " + head.seq(),
                    "entries up to " + end.seq());
        }
        if (!end.hash().equals(head.hash())) {
            return new Broken(end.seq(), "The recorded end of the trail is another one.", head.hash(), end.hash());
        }
        return new Intact(end.seq(), end.hash());
    }
}
