-- Versions that came into service, so that a rollback can find the way back.
create table release (
    id bigint generated always as identity primary key,
    system text not null,
    service text not null,
    version text not null,
    image text not null,
    replicas int not null,
    -- The run that put it on record: because it deployed it, or because it found it running.
    run bigint not null references run,
    deployed boolean not null,
    at timestamptz not null
);
create index release_service on release (system, service, id);
create index release_run on release (run);
