package dev.opsdeck.message;

import java.io.IOException;
import java.io.InputStream;

/** Reads what a {@link FileSource} names. Beans of this type are asked in turn. */
public interface FileContents {
    /** Whether this one knows that kind. */
    boolean has(FileSource source);

    /**
     * The bytes, from the start. The same source gives the same bytes each time.
     *
     * @throws IOException when it cannot be read now
     */
    Opened open(FileSource source) throws IOException;

    /**
     * A file ready to be read.
     *
     * @param length in bytes, exactly
     * @param bytes closed by the receiver
     */
    record Opened(long length, InputStream bytes) {}
}
