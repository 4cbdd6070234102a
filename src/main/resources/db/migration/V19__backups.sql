-- Backups that are in a store. Beside each lies its manifest, which holds the same and more.
create table backup (
    name text primary key,
    system text not null,
    source text not null,
    kind text not null,
    store text not null,
    taken_at timestamptz not null,
    manifest jsonb not null,
    run bigint not null,
    -- When it was last seen to be whole, and how; null when nobody looked since it was written.
    verified_at timestamptz,
    verified_how text,
    -- Why it is not good any more.
    broken text,
    -- Deleted ones stay on record.
    deleted_at timestamptz
);
create index backup_of on backup (system, source, taken_at desc) where deleted_at is null;
