package dev.opsdeck.backup;

import dev.opsdeck.catalog.Secret;
import dev.opsdeck.catalog.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A bucket of S3, or of what speaks its protocol. An upload is not to be seen before it is whole. */
final class BucketStore implements BackupStore {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** There may be 10,000 parts: the later ones are larger, so that half a terabyte fits and little memory is needed. */
    private static final int PART = 8 * 1024 * 1024;

    private static final int LARGE_PART = 64 * 1024 * 1024;
    private static final int SMALL_PARTS = 2_000;

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    private BucketStore(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    static BucketStore open(Store.S3 place) {
        var client = S3Client.builder()
                .region(Region.of(place.region()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER))
                // Of the storages that speak the protocol many do not know Amazon's newer checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (place.endpoint() != null) {
            client.endpointOverride(URI.create(place.endpoint())).forcePathStyle(true);
        }
        Secret access = place.accessKey();
        Secret secret = place.secretKey();
        if (access != null && secret != null) {
            client.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(access.value(), secret.value())));
        }
        String folder =
                place.prefix().isEmpty() || place.prefix().endsWith("/") ? place.prefix() : place.prefix() + "/";
        return new BucketStore(client.build(), place.bucket(), folder);
    }

    @Override
    public Upload create(String name) throws IOException {
        String key = prefix + name;
        return told(() -> new PartsUpload(
                key,
                client.createMultipartUpload(begin -> begin.bucket(bucket).key(key))
                        .uploadId()));
    }

    @Override
    public InputStream read(String name) throws IOException {
        return found(name, () -> client.getObject(get -> get.bucket(bucket).key(prefix + name)));
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        told(() -> client.putObject(put -> put.bucket(bucket).key(prefix + name), RequestBody.fromBytes(content)));
    }

    @Override
    public Optional<byte[]> get(String name) throws IOException {
        try (InputStream content = read(name)) {
            return Optional.of(content.readAllBytes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(String name) throws IOException {
        told(() -> client.deleteObject(delete -> delete.bucket(bucket).key(prefix + name)));
    }

    @Override
    public void clean(String name) throws IOException {
        String key = prefix + name;
        told(() -> {
            client.listMultipartUploads(list -> list.bucket(bucket).prefix(key)).uploads().stream()
                    .filter(upload -> upload.key().equals(key))
                    .forEach(this::abort);
            return name;
        });
    }

    private void abort(MultipartUpload upload) {
        client.abortMultipartUpload(
                abort -> abort.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
    }

    @Override
    public String shown() {
        return "s3://" + bucket + "/" + prefix;
    }

    @Override
    public void close() {
        client.close();
    }

    private <T> T found(String name, Supplier<T> call) throws IOException {
        try {
            return told(call);
        } catch (IOException e) {
            if (e.getCause() instanceof NoSuchKeyException) {
                throw new NoSuchFileException(name);
            }
            throw e;
        }
    }

    private <T> T told(Supplier<T> call) throws IOException {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new IOException("the storage of " + shown() + " refused or did not answer: " + e.getMessage(), e);
        }
    }

    /** Collects what is written into parts and sends each when it is full. */
    private final class PartsUpload extends Upload {
        private final String key;
        private final String id;
        private final List<CompletedPart> sent = new ArrayList<>();
        private byte[] part = new byte[PART];
        private int filled;
        private boolean committed;

        PartsUpload(String key, String id) {
            this.key = key;
            this.id = id;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            int at = from;
            while (at < from + count) {
                int taken = Math.min(part.length - filled, from + count - at);
                System.arraycopy(bytes, at, part, filled, taken);
                filled += taken;
                at += taken;
                if (filled == part.length) {
                    send();
                }
            }
        }

        private void send() throws IOException {
            int number = sent.size() + 1;
            int size = filled;
            String tag = told(() -> client.uploadPart(
                            upload -> upload.bucket(bucket)
                                    .key(key)
                                    .uploadId(id)
                                    .partNumber(number)
                                    .contentLength((long) size),
                            // Made anew for each attempt, without a copy.
                            RequestBody.fromContentProvider(
                                    () -> new ByteArrayInputStream(part, 0, size), size, "application/octet-stream"))
                    .eTag());
            sent.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            filled = 0;
            if (sent.size() == SMALL_PARTS) {
                part = new byte[LARGE_PART];
            }
        }

        @Override
        void commit() throws IOException {
            if (filled > 0 || sent.isEmpty()) {
                send();
            }
            told(() -> client.completeMultipartUpload(complete ->
                    complete.bucket(bucket).key(key).uploadId(id).multipartUpload(parts -> parts.parts(sent))));
            committed = true;
        }

        @Override
        public void close() throws IOException {
            if (!committed) {
                told(() -> client.abortMultipartUpload(
                        abort -> abort.bucket(bucket).key(key).uploadId(id)));
            }
        }
    }
}
