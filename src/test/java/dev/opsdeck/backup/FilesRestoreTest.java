package dev.opsdeck.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.testing.Declared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and files of this machine, restored step by step, each cut off in its middle. */
final class FilesRestoreTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final BackupStep.SwapFiles SWAP = new BackupStep.SwapFiles("shop", "uploads", "the folder", null);
    private static final BackupStep.SwapFiles SWAP_FILES =
            new BackupStep.SwapFiles("shop", "config", "the files", null);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path machine;

    @SuppressWarnings("NullAway.Init")
    private Works works;

    @SuppressWarnings("NullAway.Init")
    private ManagedSystem shop;

    @SuppressWarnings("NullAway.Init")
    private Path uploads;

    @SuppressWarnings("NullAway.Init")
    private Path settings;

    @SuppressWarnings("NullAway.Init")
    private Map<String, String> wanted;

    @SuppressWarnings("NullAway.Init")
    private Manifest folder;

    @SuppressWarnings("NullAway.Init")
    private Manifest files;

    @BeforeEach
    void changed() throws IOException {
        uploads = Files.createDirectories(machine.resolve("srv/up loads"));
        Files.createDirectories(uploads.resolve("2026/.hidden"));
        Files.writeString(uploads.resolve("2026/.hidden/a.txt"), "a");
        Files.writeString(uploads.resolve("-odd name\n"), "odd");
        Files.createSymbolicLink(uploads.resolve("link"), Path.of("nowhere"));
        settings = Files.writeString(machine.resolve("srv/app.env"), "PORT=1\n");
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r-----"));
        works = new Works(home);
        shop = Declared.system("""
                system: shop
                title: Shop
                runtime: process
                services: { web: { process: { command: [sleep, "1"] } } }
                backups:
                  uploads: { directory: "%s/" }
                  config: { files: ["%s", "%s"] }
                """.formatted(uploads, settings, uploads.resolve("2026/.hidden/a.txt")));
        wanted = content(uploads);
        folder = works.take(shop, "uploads");
        files = works.take(shop, "config");
        Files.writeString(uploads.resolve("2026/.hidden/a.txt"), "wrong");
        Files.writeString(uploads.resolve("new"), "newer");
        Files.writeString(settings, "PORT=wrong\n");
    }

    private BackupStep.UnpackBackup unpack() {
        return new BackupStep.UnpackBackup("shop", "uploads", "the folder", folder.name(), LIMIT);
    }

    private BackupStep.UnpackBackup unpackFiles() {
        return new BackupStep.UnpackBackup("shop", "config", "the files", files.name(), LIMIT);
    }

    private Map<String, String> done(BackupStep step) {
        Map<String, String> before = works.before(shop, step);
        assertThat(works.act(shop, step, before)).isInstanceOf(Outcome.Done.class);
        return before;
    }

    private static Map<String, String> content(Path folder) throws IOException {
        var content = new TreeMap<String, String>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList()) {
                String name = folder.relativize(each).toString();
                content.put(
                        name,
                        Files.isSymbolicLink(each)
                                ? "-> " + Files.readSymbolicLink(each)
                                : Files.isDirectory(each) ? "folder" : Files.readString(each));
            }
        }
        return content;
    }

    private List<String> beside() throws IOException {
        try (Stream<Path> all = Files.list(machine.resolve("srv"))) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_folder_is_what_was_backed_up_and_what_it_was_is_kept_beside_it() throws IOException {
        Map<String, String> wrong = content(uploads);
        done(unpack());
        assertThat(content(uploads)).as("still in place").isEqualTo(wrong);
        done(SWAP);

        assertThat(content(uploads)).isEqualTo(wanted);
        assertThat(content(machine.resolve("srv/up loads_before_1"))).isEqualTo(wrong);
        assertThat(beside()).containsExactly("app.env", "up loads", "up loads_before_1");
    }

    @Test
    void a_swap_that_was_cut_off_between_its_two_renames_goes_on_or_back() throws IOException {
        Map<String, String> wrong = content(uploads);
        done(unpack());
        Map<String, String> before = works.before(shop, SWAP);
        assertThat(works.inspect(shop, SWAP, before)).isInstanceOf(Finding.DidNotHappen.class);
        Files.move(uploads, machine.resolve("srv/up loads_before_1"));
        assertThat(works.inspect(shop, SWAP, before))
                .isEqualTo(new Finding.DidNotHappen("it was cut off in the middle and goes on from there"));

        assertThat(works.undo(shop, SWAP, before)).isInstanceOf(Outcome.Done.class);
        assertThat(works.undo(shop, SWAP, before)).isInstanceOf(Outcome.Done.class);
        assertThat(content(uploads)).isEqualTo(wrong);

        Files.move(uploads, machine.resolve("srv/up loads_before_1"));
        done(SWAP);
        assertThat(content(uploads)).isEqualTo(wanted);
        assertThat(works.inspect(shop, SWAP, before)).isInstanceOf(Finding.Happened.class);
    }

    @Test
    void what_was_swapped_is_put_back_however_often_and_nothing_is_lost() throws IOException {
        Map<String, String> wrong = content(uploads);
        Map<String, String> unpacked = done(unpack());
        Map<String, String> swapped = done(SWAP);
        Files.writeString(uploads.resolve("written since"), "kept");

        for (int time = 1; time <= 2; time++) {
            assertThat(works.undo(shop, SWAP, swapped)).isInstanceOf(Outcome.Done.class);
            assertThat(works.undo(shop, unpack(), unpacked)).isInstanceOf(Outcome.Done.class);
        }

        assertThat(content(uploads)).isEqualTo(wrong);
        assertThat(content(machine.resolve("srv/up loads_withdrawn_1"))).containsEntry("written since", "kept");
        assertThat(beside()).containsExactly("app.env", "up loads", "up loads_withdrawn_1");
    }

    @Test
    void an_unpacking_that_was_cut_off_is_begun_again_and_leaves_nothing_when_undone() throws IOException {
        BackupStep.UnpackBackup step = unpack();
        Map<String, String> before = works.before(shop, step);
        Files.createDirectories(machine.resolve("srv/.opsdeck-unpack-1/half"));

        assertThat(works.inspect(shop, step, before)).isInstanceOf(Finding.DidNotHappen.class);
        assertThat(works.act(shop, step, before)).isInstanceOf(Outcome.Done.class);
        assertThat(works.inspect(shop, step, before)).isInstanceOf(Finding.Happened.class);

        assertThat(works.undo(shop, step, before)).isInstanceOf(Outcome.Done.class);
        assertThat(beside()).containsExactly("app.env", "up loads");
    }

    @Test
    void a_broken_backup_touches_nothing() throws IOException {
        Path stored = home.resolve("backups").resolve(folder.file());
        byte[] bytes = Files.readAllBytes(stored);
        bytes[bytes.length / 2] ^= 1;
        Files.write(stored, bytes);
        Map<String, String> wrong = content(uploads);

        assertThat(works.act(shop, unpack()).toString()).contains("Failed", "is broken", "Nothing was replaced");

        assertThat(content(uploads)).isEqualTo(wrong);
        assertThat(beside()).containsExactly("app.env", "up loads");
    }

    @Test
    void a_folder_that_is_gone_comes_back_and_goes_again_when_undone() throws IOException {
        Files.move(uploads, machine.resolve("elsewhere"));
        done(unpack());
        Map<String, String> swapped = done(SWAP);
        assertThat(content(uploads)).isEqualTo(wanted);

        works.undo(shop, SWAP, swapped);
        works.undo(shop, SWAP, swapped);

        assertThat(uploads).doesNotExist();
        assertThat(content(machine.resolve("srv/up loads_withdrawn_1"))).isEqualTo(wanted);
    }

    @Test
    void files_are_replaced_one_by_one_with_their_rights_and_put_back() throws IOException {
        Path other = uploads.resolve("2026/.hidden/a.txt");
        Files.delete(other);
        done(unpackFiles());
        Map<String, String> swapped = done(SWAP_FILES);

        assertThat(settings).hasContent("PORT=1");
        assertThat(other).hasContent("a");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
                .isEqualTo("rw-r-----");
        assertThat(machine.resolve("srv/app.env_before_1")).hasContent("PORT=wrong");

        works.undo(shop, SWAP_FILES, swapped);
        works.undo(shop, SWAP_FILES, swapped);

        assertThat(settings).hasContent("PORT=wrong");
        assertThat(other).doesNotExist();
        assertThat(beside()).containsExactly("app.env", "up loads");
    }

    @Test
    void of_two_files_of_which_one_was_replaced_when_it_was_cut_off_the_other_follows() throws IOException {
        done(unpackFiles());
        Map<String, String> before = works.before(shop, SWAP_FILES);
        Files.move(settings, machine.resolve("srv/app.env_before_1"));
        Files.move(machine.resolve("srv/.opsdeck-restore-1-app.env"), settings);

        assertThat(works.inspect(shop, SWAP_FILES, before)).isInstanceOf(Finding.DidNotHappen.class);
        done(SWAP_FILES);

        assertThat(settings).hasContent("PORT=1");
        assertThat(uploads.resolve("2026/.hidden/a.txt")).hasContent("a");
        assertThat(machine.resolve("srv/app.env_before_1")).hasContent("PORT=wrong");
    }

    @Test
    void what_was_replaced_is_deleted_where_the_catalog_wants_that() throws IOException {
        done(unpack());
        done(SWAP);
        done(new BackupStep.DropReplacedFiles("shop", "uploads", "the folder"));

        assertThat(beside()).containsExactly("app.env", "up loads");
    }
}
