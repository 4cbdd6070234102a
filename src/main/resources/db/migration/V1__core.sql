-- Deliveries from Slack, by a key that is the same for every delivery of the same request.
create table delivery (
    key text primary key,
    received_at timestamptz not null,
    -- The reply that was given, as JSON: what a repeated delivery is answered with.
    reply jsonb
);
create index delivery_received_at on delivery (received_at);

create table run (
    id bigint generated always as identity primary key,
    state text not null,
    requester text not null,
    requester_name text not null,
    channel text not null,
    channel_name text not null,
    command_text text not null,
    reason text,
    system text not null,
    targets text[] not null,
    plan jsonb not null,
    digest text not null,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    note text,
    cancel_requested_by text,
    -- What differed when the approved plan was not the plan any more, a line each.
    drift text[] not null default '{}',
    -- Grows with each claim by a worker: a worker whose epoch is not the newest may not write.
    epoch bigint not null default 0,
    version bigint not null default 0
);
create index run_active on run (state) where ended_at is null;
create index run_targets on run using gin (targets);

create table run_step (
    run bigint not null references run,
    index int not null,
    state text not null,
    attempt int not null default 0,
    intent_at timestamptz,
    before jsonb not null default '{}',
    started_at timestamptz,
    ended_at timestamptz,
    note text,
    primary key (run, index)
);

-- Output of steps, masked, in the order written.
create table run_output (
    run bigint not null references run,
    step int not null,
    attempt int not null,
    chunk int not null,
    text text not null,
    written_at timestamptz not null,
    primary key (run, step, attempt, chunk)
);

create table target_lock (
    target text primary key,
    run bigint not null references run,
    acquired_at timestamptz not null
);

create table approval (
    run bigint primary key references run,
    digest text not null,
    requirements jsonb not null,
    expires_at timestamptz not null,
    state text not null,
    closed_by text,
    closed_reason text
);

create table approval_vote (
    run bigint not null references approval,
    voter text not null,
    name text not null,
    roles text[] not null,
    cast_at timestamptz not null,
    primary key (run, voter)
);

create table audit (
    seq bigint primary key,
    at timestamptz not null,
    actor text not null,
    action text not null,
    target text not null,
    -- Canonical JSON as text: the hash covers every character of it, and jsonb would not keep them.
    detail text not null,
    previous_hash text not null unique,
    hash text not null unique
);
create index audit_at on audit (at);
create index audit_actor on audit (actor, seq);
create index audit_target on audit (target, seq);

-- One row: the end of the chain, locked by who appends.
create table audit_head (
    only_row boolean primary key default true check (only_row),
    seq bigint not null,
    hash text not null
);
insert into audit_head (seq, hash) values (0, repeat('0', 64));

create table scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures int,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
