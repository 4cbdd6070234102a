-- Who stands in for whose turn it is. Turns themselves follow from the catalog and the calendar.
create table on_call_cover (
    id bigint generated always as identity primary key,
    system text not null,
    rotation text not null,
    person text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    made_by text not null,
    made_at timestamptz not null,
    withdrawn_at timestamptz,
    check (starts_at < ends_at)
);
create index on_call_cover_open on on_call_cover (system, rotation, ends_at) where withdrawn_at is null;

-- People are asked to answer, one after the other. The scheduler looks at each open page when next_at has come.
create table page (
    id bigint generated always as identity primary key,
    key text not null unique,
    system text not null,
    callee text not null,
    text text not null,
    requester text,
    channel text,
    people text[] not null default '{}',
    within_seconds bigint not null default 0,
    state text not null default 'OPEN' check (state in ('OPEN', 'ACKNOWLEDGED', 'UNANSWERED')),
    asked int not null default 0,
    next_at timestamptz not null,
    answered_by text,
    answered_at timestamptz,
    created_at timestamptz not null
);

-- What webhooks of pager services are told. Their addresses stay in the catalog, because they are secrets.
create table page_hook (
    id bigint generated always as identity primary key,
    page bigint not null references page,
    system text not null,
    place text not null,
    event text not null check (event in ('TRIGGER', 'ACKNOWLEDGE')),
    tries int not null default 0,
    created_at timestamptz not null,
    sent_at timestamptz,
    given_up_at timestamptz,
    last_error text,
    unique (page, place, event)
);
