-- Checklists that were opened, with who ticked what and when.
create table checklist (
    id bigint generated always as identity primary key,
    system text not null,
    name text not null,
    title text not null,
    channel text not null,
    -- null when its time had come
    opened_by text,
    opened_at timestamptz not null,
    remind_at timestamptz not null,
    reminded_at timestamptz,
    finished_at timestamptz
);
create index checklist_name on checklist (system, name, opened_at desc);

create table checklist_item (
    checklist bigint not null references checklist,
    position int not null,
    text text not null,
    -- The check that ticks it; null for one that a person ticks.
    check_name text,
    state text not null default 'OPEN' check (state in ('OPEN', 'PASSED', 'FOUND', 'DONE')),
    level text,
    finding text,
    done_by text,
    done_at timestamptz,
    primary key (checklist, position)
);

-- When each scheduled checklist is due next.
create table checklist_clock (
    system text not null,
    name text not null,
    -- The cron line and zone that next_at follows from.
    schedule text not null,
    next_at timestamptz not null,
    primary key (system, name)
);
