-- Rows that a question brought, masked, for as long as somebody may want them as a file.
create table reading (
    id text primary key,
    action text not null,
    system text not null,
    service text,
    title text not null,
    csv text not null,
    read_at timestamptz not null,
    expires_at timestamptz not null
);
create index reading_expiry on reading (expires_at);
