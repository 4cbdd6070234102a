-- What Slack should look like: one row per message. The sender makes Slack follow.
create table message (
    key text primary key,
    -- CARD (posted, then updated in place), POST, DIRECT, WHISPER, FILE
    kind text not null,
    -- Where it was asked to go: channel id or name; a user id for DIRECT.
    channel text not null,
    -- Who alone sees it, for WHISPER.
    recipient text,
    -- Key of the message in whose thread it belongs.
    thread_of text,
    -- JSON. Text and not jsonb: compared byte by byte, and jsonb refuses some characters.
    content text not null,
    urgent boolean not null,
    -- What the writer counts by; content of a lower one is refused.
    source_version bigint not null default 0,
    version bigint not null default 1,
    sent_version bigint not null default 0,
    -- Since when Slack is behind.
    pending_since timestamptz not null,
    sent_at timestamptz,
    -- Where it is in Slack.
    posted_channel text,
    ts text,
    -- A post of this version was begun and its outcome is not on record.
    uncertain_version bigint,
    uncertain_since timestamptz,
    file_id text,
    -- Slack refused the blocks: only the text is sent.
    plain boolean not null default false,
    joined boolean not null default false,
    attempts int not null default 0,
    next_attempt_at timestamptz not null,
    claim uuid,
    claimed_until timestamptz,
    last_error text,
    dead_at timestamptz
);
create index message_pending on message (urgent desc, pending_since) where sent_version < version and dead_at is null;
create index message_dead on message (dead_at) where dead_at is not null;

-- Slack's limits, shared by all replicas: a call in a scope may be made from free_at on, an urgent one from urgent_at on.
create table slack_limit (
    scope text primary key,
    -- When the scope would be idle again if no further call were made.
    idle_at timestamptz not null,
    urgent_at timestamptz not null,
    free_at timestamptz not null
);
