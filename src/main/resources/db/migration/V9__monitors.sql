-- How the checks that are asked again and again stand.
create table monitor (
    system text not null,
    name text not null,
    next_at timestamptz not null,
    -- What people were told.
    level text not null default 'FINE',
    since timestamptz not null,
    -- Since when the answers are worse, or better, than what people were told; null while they are the same.
    turning text check (turning in ('WORSE', 'BETTER')),
    turning_since timestamptz,
    seen text not null default '',
    seen_at timestamptz,
    -- Counts what people were told, so that each has a message of its own.
    told int not null default 0,
    primary key (system, name)
);
create index monitor_next_at on monitor (next_at);
