package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Directory;
import dev.opsdeck.access.Technical;
import dev.opsdeck.approval.Approval;
import dev.opsdeck.approval.ApprovalStore;
import dev.opsdeck.approval.Requirement;
import dev.opsdeck.approval.Vote;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanDifference;
import dev.opsdeck.plan.Plans;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.run.StartCheck;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Just before a run starts: is it still what was approved, by people who still may, for somebody who still may? */
@Singleton
final class Recheck implements StartCheck {
    private final LiveCatalog catalog;
    private final Directory directory;
    private final Authority authority;
    private final Persons persons;
    private final ApprovalStore approvals;
    private final Plans plans;
    private final Freezes freezes;
    private final BreakGlass breakGlass;
    private final TimedBlocks blocks;
    private final RunStore runs;
    private final Jdbi jdbi;
    private final Clock clock;

    Recheck(
            LiveCatalog catalog,
            Directory directory,
            Authority authority,
            Persons persons,
            ApprovalStore approvals,
            Plans plans,
            Freezes freezes,
            BreakGlass breakGlass,
            TimedBlocks blocks,
            RunStore runs,
            Jdbi jdbi,
            Clock clock) {
        this.catalog = catalog;
        this.directory = directory;
        this.authority = authority;
        this.persons = persons;
        this.approvals = approvals;
        this.plans = plans;
        this.freezes = freezes;
        this.breakGlass = breakGlass;
        this.blocks = blocks;
        this.runs = runs;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public Verdict check(Run run) {
        try {
            Optional<Instant> time = jdbi.withHandle(handle -> runs.notBefore(handle, run.id()));
            if (time.filter(clock.instant()::isBefore).isPresent()) {
                return new Verdict.Later(time.get());
            }
            Catalog now = catalog.current();
            Optional<String> objection = objection(run, now);
            return objection
                    .<Verdict>map(reason -> new Verdict.Void(reason, List.of()))
                    .orElseGet(() -> comparePlans(run, now));
        } catch (TargetException | Directory.DirectoryException e) {
            return new Verdict.Fail("Nothing was changed. " + Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    private Optional<String> objection(Run run, Catalog now) {
        if (blocks.isLift(run.id())) {
            return Optional.empty();
        }
        Actor requester = Technical.of(run.requester()).orElseGet(() -> directory.actor(run.requester()));
        var request = new Request("", run.requester(), run.channel(), run.channelName(), run.commandText());
        var caller = new Caller(request, requester, now);
        return switch (authority.decide(caller, run.plan())) {
            case Authority.Verdict.Denied denied ->
                Optional.of(requester.name() + " may not do this any more: "
                        + denied.deny().reason());
            case Authority.Verdict.Granted _
            when run.breakGlass() ->
                breakGlass.may(now.access(), requester)
                        ? Optional.empty()
                        : Optional.of(requester.name() + " may not break the glass any more.");
            case Authority.Verdict.Granted(List<Requirement> required, var _) ->
                freezes.objection(now, requester, run.plan().system()).or(() -> missing(run, now, required));
        };
    }

    private Optional<String> missing(Run run, Catalog now, List<Requirement> required) {
        if (required.isEmpty()) {
            return Optional.empty();
        }
        Optional<Approval> approval = jdbi.withHandle(handle -> approvals.find(handle, run.id()));
        if (approval.isEmpty()) {
            return Optional.of("The access rules ask for an approval now.");
        }
        List<Vote> votes = approval.get().votes();
        for (Requirement requirement : required) {
            long present = votes.stream()
                    .filter(vote -> stillCounts(run, now, vote, requirement))
                    .map(Vote::voter)
                    .distinct()
                    .count();
            if (present < requirement.count()) {
                return Optional.of("Of the " + requirement.count() + " approvals that it needs from "
                        + requirement.role() + ", " + present + " still count.");
            }
        }
        return Optional.empty();
    }

    private boolean stillCounts(Run run, Catalog now, Vote vote, Requirement requirement) {
        Actor voter = directory.actor(vote.voter());
        return persons.standing(now.access(), voter, run, List.of(requirement)) instanceof Persons.Standing.Counts;
    }

    private Verdict comparePlans(Run run, Catalog now) {
        Plan today = plans.again(now, run.plan());
        return today.digest().equals(run.plan().digest())
                ? new Verdict.Go()
                : new Verdict.Void(
                        "What it would do has changed since it was planned, so nothing was done.",
                        PlanDifference.between(run.plan(), today));
    }
}
