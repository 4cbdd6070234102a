-- Where the schedules of the catalog stand. A row is made when a schedule is first seen, and stays: pauses survive.
create table schedule (
    -- system/name
    name text primary key,
    -- What the due time was computed from; when the catalog says something else it is computed anew.
    definition text not null,
    -- Its time by the cron line; null when there is none any more.
    due timestamptz,
    -- Whether it was decided ahead if that time needs an approval, and the run that waits for one.
    prepared boolean not null default false,
    prepared_run bigint references run (id),
    last_due timestamptz,
    last_result text,
    last_run bigint references run (id),
    paused_by text,
    paused_at timestamptz
);

-- A run must not begin before this, however early it was approved.
alter table run add column not_before timestamptz;
