package dev.opsdeck.importing;

import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.importing.known.Lines;
import dev.opsdeck.importing.known.Meaning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What crontabs say, and the backups that they make. */
final class Schedules {
    private final Map<String, Object> schedules = new LinkedHashMap<>();
    private String backupAt = "";

    /** When the database is backed up; empty when nobody says. */
    String backupAt() {
        return backupAt;
    }

    Map<String, Object> of(List<Chapter> chapters, Steps steps, Runbooks runbooks) {
        for (Chapter chapter : chapters) {
            chapter.commands().stream().filter(read -> !read.at().isEmpty()).forEach(read -> {
                if (isBackup(read)) {
                    backupAt = read.at();
                } else {
                    schedule(chapter, read, steps, runbooks);
                }
            });
        }
        return schedules;
    }

    private void schedule(Chapter chapter, Lines.Read read, Steps steps, Runbooks runbooks) {
        String title = read.title().isEmpty() ? chapter.title() : read.title();
        String runbook = runbooks.add(title, steps.inOrder(read));
        boolean isWhole = read.isTyped();
        if (!runbook.isEmpty() && isWhole) {
            var schedule = new LinkedHashMap<String, Object>();
            schedule.put("at", read.at());
            schedule.put("as", AccessFile.OPERATOR);
            schedule.put("run", runbook);
            schedules.put(runbook, new Noted(Steps.quoted(read.source()), schedule));
        }
    }

    /** A dump, or a script of the system's own whose name says that it backs the database up. */
    private static boolean isBackup(Lines.Read read) {
        boolean dumps = read.meanings().stream()
                .filter(Meaning.Does.class::isInstance)
                .flatMap(meaning -> ((Meaning.Does) meaning).steps().stream())
                .anyMatch(step -> step.equals(new StepSpec.Backup("main")));
        return dumps
                || read.source()
                        .matches(
                                "(?s).*(?:backup-db|backup_db|db-backup|db_backup|--backup|backup-database|pg_backup).*");
    }
}
