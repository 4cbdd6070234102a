package dev.opsdeck.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** A place for backups. Names have slashes; what is being written is not there under its name before it is whole. */
sealed interface BackupStore extends AutoCloseable permits FolderStore, BucketStore {
    /** Begins to write something. */
    Upload create(String name) throws IOException;

    /**
     * Reads something from its beginning on.
     *
     * @throws java.nio.file.NoSuchFileException when it is not there
     */
    InputStream read(String name) throws IOException;

    /** Writes something small at once. */
    void put(String name, byte[] content) throws IOException;

    /** Something small; empty when it is not there. */
    Optional<byte[]> get(String name) throws IOException;

    /** Deletes it if it is there. */
    void delete(String name) throws IOException;

    /** Removes what is left of writing it, when that was cut off. */
    void clean(String name) throws IOException;

    /** Where that is, for people. */
    String shown();

    @Override
    default void close() {}

    /** Something that is being written. Without {@link #commit} it vanishes when it is closed. */
    abstract class Upload extends OutputStream {
        /** Makes it durable and gives it its name. */
        abstract void commit() throws IOException;

        @Override
        public abstract void close() throws IOException;
    }
}
