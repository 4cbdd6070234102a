package dev.opsdeck.audit;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What happened, chained by hash: an entry cannot be changed, taken out or moved without {@link #verify} noticing.
 * Any number of replicas may append; the row with the end of the chain makes them take turns.
 */
@Singleton
public final class AuditTrail implements AutoCloseable {
    private final Jdbi jdbi;
    private final GroupCommit commits;

    public AuditTrail(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.commits = new GroupCommit(this::appendInOneTransaction);
    }

    /** Appends in the caller's transaction; see {@link #append(Handle, List)}. */
    public void append(Handle tx, AuditEntry... entries) {
        append(tx, List.of(entries));
    }

    /**
     * Appends in the caller's transaction, so that the entries stand exactly when the caller's own writes stand.
     *
     * <p>Call it last: from here to the commit every other writer of the trail waits, on all replicas. Called last it
     * also cannot deadlock, because nothing is locked after it.
     *
     * @throws IllegalStateException outside of a transaction
     */
    public void append(Handle tx, List<AuditEntry> entries) {
        if (!tx.isInTransaction()) {
            throw new IllegalStateException("Audit entries are appended inside a transaction");
        }
        if (entries.isEmpty()) {
            return;
        }
        AuditStore.append(tx, entries);
    }

    /**
     * Appends outside of any transaction, together with whatever others record at the same moment.
     *
     * @return done when the entry is durable; fails with {@link AuditException} when it is not on the record
     */
    public CompletableFuture<Void> record(AuditEntry entry) {
        return commits.submit(entry);
    }

    /** The newest matching entries, newest first. */
    public List<AuditRecord> find(AuditQuery query) {
        return jdbi.withHandle(handle -> AuditStore.find(handle, query));
    }

    /** Walks the whole chain as it stands at this moment. Memory does not grow with its length. */
    public Verification verify() {
        return Verifier.verify(jdbi);
    }

    /** Writes what is still waiting, then takes no more. */
    @Override
    @PreDestroy
    public void close() {
        commits.close();
    }

    private void appendInOneTransaction(List<AuditEntry> entries) {
        jdbi.useTransaction(tx -> append(tx, entries));
    }
}
