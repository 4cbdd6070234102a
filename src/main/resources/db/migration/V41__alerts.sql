-- What a channel sees of alerts: the card of one group, or of very many that came at once.
create table alert_card (
    id bigint generated always as identity primary key,
    system text not null,
    kind text not null check (kind in ('GROUP', 'STORM')),
    opened_at timestamptz not null,
    -- When the last of its alerts was resolved; null while one fires.
    closed_at timestamptz,
    acknowledged_by text,
    acknowledged_until timestamptz
);
create index alert_card_open on alert_card (system, opened_at) where closed_at is null;

-- A group as Alertmanager makes it.
create table alert_group (
    id bigint generated always as identity primary key,
    system text not null,
    group_key text not null,
    card bigint not null references alert_card,
    labels jsonb not null,
    seen_at timestamptz not null,
    unique (system, group_key)
);
create index alert_group_card on alert_group (card);

create table alert (
    alert_group bigint not null references alert_group,
    fingerprint text not null,
    starts_at timestamptz not null,
    -- null while it fires
    ends_at timestamptz,
    -- When we were told that it ended.
    ended_at timestamptz,
    name text not null,
    severity text not null,
    summary text not null,
    labels jsonb not null,
    primary key (alert_group, fingerprint, starts_at)
);
