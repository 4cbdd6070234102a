-- Times in which a system is worked on.
create table maintenance_window (
    id bigint generated always as identity primary key,
    system text not null,
    state text not null check (state in ('PLANNED', 'OPEN', 'ENDED', 'CANCELLED')),
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    reason text not null,
    requester text not null,
    requested_at timestamptz not null,
    -- Whether it was announced later than the catalog asks for.
    is_late boolean not null,
    is_emergency boolean not null default false,
    started_at timestamptz,
    started_by text,
    ended_at timestamptz,
    ended_by text,
    check (starts_at < ends_at)
);
create index maintenance_window_system on maintenance_window (system, state);
