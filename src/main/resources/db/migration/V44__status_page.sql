-- How systems on the status page stood: a row for each change.
create table public_state (
    system text not null,
    since timestamptz not null,
    state text not null check (state in ('OPERATIONAL', 'MAINTENANCE', 'DEGRADED', 'OUTAGE')),
    primary key (system, since)
);
