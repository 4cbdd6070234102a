-- People and user groups as Slack last described them. What is stored counts only while the generation it was fetched
-- under is the newest: a change that Slack announces raises the generation, on whichever replica it arrives.
create table directory_user (
    id text primary key,
    generation bigint not null default 0,
    fetched_generation bigint,
    fetched_at timestamptz,
    handle text not null default '',
    name text not null default '',
    email text,
    full_member boolean not null default false,
    known boolean not null default false
);
create index directory_user_handle on directory_user (lower(handle));

-- One row, as the groups are fetched together.
create table directory_groups (
    only_row boolean primary key default true check (only_row),
    generation bigint not null default 0,
    fetched_generation bigint,
    fetched_at timestamptz,
    groups jsonb not null default '[]'
);
insert into directory_groups default values;
