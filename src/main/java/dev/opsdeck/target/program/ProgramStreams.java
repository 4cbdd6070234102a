package dev.opsdeck.target.program;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a program reads and writes.
 *
 * @param given what it reads, to its end
 */
public record ProgramStreams(byte[] given, OutputStream output, OutputStream errors) {
    /** What it reads, from the beginning. */
    public InputStream input() {
        return new ByteArrayInputStream(given);
    }

    /** A program that ends without having read everything is none of our trouble. */
    public void writeTo(OutputStream to) {
        try (to) {
            to.write(given);
        } catch (IOException endedBefore) {
            // Its exit code tells how it went.
        }
    }
}
