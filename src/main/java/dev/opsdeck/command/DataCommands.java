package dev.opsdeck.command;

import dev.opsdeck.catalog.StepSpec;

/** The commands that the catalog's steps for databases, caches and queues stand for. */
final class DataCommands {
    private DataCommands() {}

    /** @param system whose step it is; the command has full names */
    static Command.Change of(String system, StepSpec.DataCare step, Terms terms) {
        return switch (step) {
            case StepSpec.KillLong it ->
                database(system, it.database(), new DatabaseCare.KillLong(it.olderThan()), terms);
            case StepSpec.KillIdle it ->
                database(system, it.database(), new DatabaseCare.KillIdle(it.olderThan(), it.inTransaction()), terms);
            case StepSpec.Vacuum it ->
                database(system, it.database(), new DatabaseCare.Vacuum(it.table(), it.analyze(), it.full()), terms);
            case StepSpec.Analyze it -> database(system, it.database(), new DatabaseCare.Analyze(it.tables()), terms);
            case StepSpec.Reindex it -> database(system, it.database(), new DatabaseCare.Reindex(it.name()), terms);
            case StepSpec.CreateIndex it ->
                database(system, it.database(), new DatabaseCare.CreateIndex(it.index()), terms);
            case StepSpec.SetParameter it ->
                database(system, it.database(), new DatabaseCare.SetParameter(it.parameter(), it.value()), terms);
            case StepSpec.DeleteKeys it -> cache(system, it.cache(), new CacheCare.Delete(it.pattern()), terms);
            case StepSpec.FlushCache it ->
                cache(system, it.cache(), new CacheCare.Flush(it.all(), it.withQueues()), terms);
            case StepSpec.WarmCache it -> cache(system, it.cache(), new CacheCare.Warm(), terms);
            case StepSpec.SetCache it ->
                cache(system, it.cache(), new CacheCare.SetConfig(it.parameter(), it.value()), terms);
            case StepSpec.PurgeQueue it -> queue(system, it.queue(), new QueueCare.Purge(), terms);
            case StepSpec.RetryFailed it -> queue(system, it.queue(), new QueueCare.RetryFailed(), terms);
            case StepSpec.Trigger it -> queue(system, it.queue(), new QueueCare.Trigger(it.name()), terms);
        };
    }

    /** A few words for a button. */
    static String label(StepSpec.DataCare step) {
        return switch (step) {
            case StepSpec.KillLong it -> "End long statements in " + it.database();
            case StepSpec.KillIdle it -> "End idle sessions of " + it.database();
            case StepSpec.Vacuum it -> "Vacuum " + (it.table() == null ? it.database() : it.table());
            case StepSpec.Analyze it -> "Analyze " + it.database();
            case StepSpec.Reindex it -> "Reindex " + it.name();
            case StepSpec.CreateIndex it -> "Create index " + it.index();
            case StepSpec.SetParameter it -> "Set " + it.parameter() + " to " + it.value();
            case StepSpec.DeleteKeys it -> "Delete " + it.pattern() + " from " + it.cache();
            case StepSpec.FlushCache it -> "Flush " + it.cache();
            case StepSpec.WarmCache it -> "Warm " + it.cache();
            case StepSpec.SetCache it -> "Set " + it.parameter() + " to " + it.value();
            case StepSpec.PurgeQueue it -> "Purge " + it.queue();
            case StepSpec.RetryFailed it -> "Retry what failed in " + it.queue();
            case StepSpec.Trigger it -> "Trigger " + it.name();
        };
    }

    private static Command.Change database(String system, String name, DatabaseCare care, Terms terms) {
        return new Command.DatabaseChange(system + "/" + name, care, terms);
    }

    private static Command.Change cache(String system, String name, CacheCare care, Terms terms) {
        return new Command.CacheChange(system + "/" + name, care, terms);
    }

    private static Command.Change queue(String system, String name, QueueCare care, Terms terms) {
        return new Command.QueueChange(system + "/" + name, care, terms);
    }
}
