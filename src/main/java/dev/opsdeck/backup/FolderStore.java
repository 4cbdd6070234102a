package dev.opsdeck.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;

/** A folder. Only the account of opsdeck may look: a backup holds everything that the database holds. */
final class FolderStore implements BackupStore {
    private static final String PART = ".part";

    private final Path root;

    FolderStore(Path root) {
        this.root = root;
    }

    @Override
    public Upload create(String name) throws IOException {
        Path file = file(name);
        folder(file);
        Path part = part(file);
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new FileUpload(FileChannel.open(part, StandardOpenOption.WRITE), part, file);
    }

    private static void folder(Path file) throws IOException {
        Files.createDirectories(
                Objects.requireNonNull(file.getParent()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static Path part(Path file) {
        return file.resolveSibling("." + file.getFileName() + PART);
    }

    @Override
    public InputStream read(String name) throws IOException {
        return Files.newInputStream(file(name));
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        try (Upload upload = create(name)) {
            upload.write(content);
            upload.commit();
        }
    }

    @Override
    public Optional<byte[]> get(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    @Override
    public void clean(String name) throws IOException {
        Files.deleteIfExists(part(file(name)));
    }

    @Override
    public String shown() {
        return root.toString();
    }

    private Path file(String name) {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root)) {
            throw new IllegalArgumentException("outside of the store: " + name);
        }
        return file;
    }

    /** Written beside its place under another name, then moved there. */
    private static final class FileUpload extends Upload {
        private final FileChannel channel;
        private final Path part;
        private final Path file;
        private boolean committed;

        FileUpload(FileChannel channel, Path part, Path file) {
            this.channel = channel;
            this.part = part;
            this.file = file;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, from, count);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        void commit() throws IOException {
            channel.force(true);
            channel.close();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            try (var folder = FileChannel.open(Objects.requireNonNull(file.getParent()))) {
                folder.force(true);
            }
            committed = true;
        }

        @Override
        public void close() throws IOException {
            channel.close();
            if (!committed) {
                Files.deleteIfExists(part);
            }
        }
    }
}
