package dev.opsdeck.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.Secret;
import dev.opsdeck.catalog.Store;
import dev.opsdeck.testing.ObjectStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A bucket of a real implementation of S3's protocol. */
final class BucketStoreTest {
    /** More than two parts. */
    private static final int LARGE = 20 * 1024 * 1024;

    @SuppressWarnings("NullAway.Init")
    private static ObjectStorage storage;

    private final BucketStore store = open(storage.url(), "backups");

    @BeforeAll
    static void start() {
        storage = ObjectStorage.start();
    }

    @AfterAll
    static void stop() {
        storage.close();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static BucketStore open(String endpoint, String bucket) {
        return BucketStore.open(
                new Store.S3(bucket, endpoint, "us-east-1", "ops", new Secret("key"), new Secret("secret")));
    }

    private static byte[] noise() {
        var bytes = new byte[LARGE];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    @Test
    void what_is_written_in_parts_is_read_as_a_whole() throws IOException {
        byte[] content = noise();
        var sum = new Summed(OutputStream.nullOutputStream());
        try (BackupStore.Upload upload = store.create("shop/large.zst")) {
            for (int at = 0; at < LARGE; at += 100_000) {
                upload.write(content, at, Math.min(100_000, LARGE - at));
            }
            assertThatThrownBy(() -> store.read("shop/large.zst")).isInstanceOf(NoSuchFileException.class);
            upload.commit();
        }
        try (InputStream stored = store.read("shop/large.zst")) {
            stored.transferTo(sum);
        }

        assertThat(sum.bytes()).isEqualTo(LARGE);
        assertThat(sum.sha256())
                .isEqualTo(HexFormat.of().formatHex(Sha256.begin().digest(content)));
        assertThat(storage.get("?list-type=2&prefix=ops/")).contains("ops/shop/large.zst");
    }

    @Test
    void an_upload_that_is_given_up_leaves_nothing() throws IOException {
        try (BackupStore.Upload upload = store.create("shop/given-up.zst")) {
            upload.write(noise());
        }

        assertThatThrownBy(() -> store.read("shop/given-up.zst")).isInstanceOf(NoSuchFileException.class);
        assertThat(storage.get("?uploads")).doesNotContain("given-up");
    }

    @Test
    void an_upload_whose_writer_died_is_swept_away() throws IOException {
        BackupStore.Upload upload = store.create("shop/died.zst");
        upload.write(noise());
        assertThat(storage.get("?uploads")).contains("died");

        store.clean("shop/died.zst");

        assertThat(storage.get("?uploads")).doesNotContain("died");
    }

    @Test
    void small_things_are_written_read_and_deleted() throws IOException {
        store.put("shop/a.json", "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(store.get("shop/a.json"))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("{}"));

        store.delete("shop/a.json");
        store.delete("shop/a.json");

        assertThat(store.get("shop/a.json")).isEmpty();
    }

    @Test
    void what_stands_in_the_way_is_told_without_the_key() {
        try (BucketStore nobody = open(storage.url(), "no-such-bucket");
                BucketStore nowhere = open("http://127.0.0.1:1", "backups")) {
            assertThatThrownBy(() -> nobody.create("x"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("s3://no-such-bucket/ops/")
                    .hasMessageNotContaining("secret");
            assertThatThrownBy(() -> nowhere.create("x")).isInstanceOf(IOException.class);
        }
    }
}
