package dev.opsdeck.flow;

import dev.opsdeck.importing.Draft;
import dev.opsdeck.importing.ImportException;
import dev.opsdeck.importing.RunbookImport;
import dev.opsdeck.message.FileContents;
import dev.opsdeck.message.FileSource;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Draft catalogs of runbooks that are in Slack. None is kept: the same runbook gives the same draft whenever it is
 * read.
 */
@Singleton
final class Drafts implements FileContents {
    /** Archives know no time before. */
    private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final SharedFiles files;

    Drafts(SharedFiles files) {
        this.files = files;
    }

    /**
     * Reads the runbook.
     *
     * @throws SharedFiles.UnreadableFileException when Slack does not hand it out
     * @throws ImportException when it is no runbook
     */
    Draft of(String runbook) {
        SharedFiles.Shared shared = files.read(runbook, RunbookImport.LARGEST);
        return RunbookImport.of(shared.name(), shared.content());
    }

    @Override
    public boolean has(FileSource source) {
        return source.kind().equals(FileSource.DRAFT);
    }

    @Override
    public Opened open(FileSource source) throws IOException {
        try {
            byte[] archive = archive(of(source.id()));
            return new Opened(archive.length, new ByteArrayInputStream(archive));
        } catch (SharedFiles.UnreadableFileException | ImportException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static byte[] archive(Draft draft) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (var file : draft.files().entrySet()) {
                var entry = new ZipEntry(draft.system() + "/" + file.getKey());
                entry.setTimeLocal(ALWAYS);
                zip.putNextEntry(entry);
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
