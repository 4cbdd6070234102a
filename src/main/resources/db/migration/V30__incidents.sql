create table incident (
    id bigint generated always as identity primary key,
    system text not null,
    title text not null,
    severity text not null,
    impact text,
    phase text not null,
    declared_by text not null,
    declared_by_name text not null,
    -- When the trouble began, as far as anybody knows.
    began_at timestamptz not null,
    declared_at timestamptz not null,
    acknowledged_at timestamptz,
    acknowledged_by text,
    mitigated_at timestamptz,
    resolved_at timestamptz,
    closed_at timestamptz,
    summary text,
    cause text,
    -- What it was declared from, such as a run or an alert; an incident is declared from each only once.
    source text unique,
    -- Where it was declared: what Slack refuses is said there while there is no channel.
    origin_channel text not null,
    -- The Slack id where it is handled; null until the channel was made.
    channel text,
    channel_name text not null,
    -- Whether the channel was made for it, rather than one that was there before.
    own_channel boolean not null default true,
    version bigint not null default 0
);
create index incident_open on incident (system) where resolved_at is null;
create unique index incident_channel on incident (channel) where own_channel;

create table incident_role (
    incident bigint not null references incident,
    role text not null,
    user_id text not null,
    name text not null,
    since timestamptz not null,
    primary key (incident, role)
);

create table incident_entry (
    id bigint generated always as identity primary key,
    incident bigint not null references incident,
    -- When it happened, and when it was written down.
    at timestamptz not null,
    recorded_at timestamptz not null,
    kind text not null,
    actor text not null,
    source text not null,
    text text not null,
    -- What it tells of: nothing is there twice.
    ref text not null,
    removed_at timestamptz,
    unique (incident, ref)
);
create index incident_entry_at on incident_entry (incident, at, id);

-- Corrections; the original stays in the entry.
create table incident_correction (
    entry bigint not null references incident_entry,
    n int not null,
    at timestamptz not null,
    actor text not null,
    text text not null,
    primary key (entry, n)
);

create table incident_clock (
    id bigint generated always as identity primary key,
    incident bigint not null references incident,
    kind text not null,
    -- Which of several of the kind: the level of an escalation, the name of a phase.
    detail text not null,
    -- Whom it concerns, where that is a role of the catalog.
    target text,
    due_at timestamptz not null,
    rung_at timestamptz,
    stopped_at timestamptz,
    stopped_by text
);
create index incident_clock_pending on incident_clock (incident) where rung_at is null and stopped_at is null;

-- What Slack should have besides messages: the channel, who is in it, its topic, its bookmarks.
create table incident_errand (
    id bigint generated always as identity primary key,
    incident bigint not null references incident,
    kind text not null,
    ref text not null,
    detail text not null,
    version bigint not null default 1,
    done_version bigint not null default 0,
    problem text,
    unique (incident, kind, ref)
);

create table incident_update (
    id bigint generated always as identity primary key,
    incident bigint not null references incident,
    template text not null,
    subject text not null,
    text text not null,
    status text,
    posted_by text not null,
    posted_by_name text not null,
    posted_at timestamptz not null
);
create index incident_update_of on incident_update (incident, id);

create table incident_action (
    id bigint generated always as identity primary key,
    incident bigint not null references incident,
    text text not null,
    owner text,
    owner_name text,
    added_at timestamptz not null,
    done_at timestamptz,
    done_by text
);
create index incident_action_of on incident_action (incident, id);
