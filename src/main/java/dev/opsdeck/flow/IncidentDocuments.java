package dev.opsdeck.flow;

import dev.opsdeck.incident.DocumentStore;
import dev.opsdeck.message.FileContents;
import dev.opsdeck.message.FileSource;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jdbi.v3.core.Jdbi;

/** What was published about incidents, for those who send it. */
@Singleton
final class IncidentDocuments implements FileContents {
    private final DocumentStore documents;
    private final Jdbi jdbi;

    IncidentDocuments(DocumentStore documents, Jdbi jdbi) {
        this.documents = documents;
        this.jdbi = jdbi;
    }

    @Override
    public boolean has(FileSource source) {
        return source.kind().equals(FileSource.INCIDENT);
    }

    @Override
    public Opened open(FileSource source) throws IOException {
        String[] id = source.id().split(":", 2);
        byte[] content = jdbi.withHandle(handle -> documents.find(handle, Long.parseLong(id[0]), id[1]))
                .orElseThrow(() -> new IOException("There is no such document"));
        return new Opened(content.length, new ByteArrayInputStream(content));
    }
}
