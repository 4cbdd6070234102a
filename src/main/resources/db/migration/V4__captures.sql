-- Outputs that are fetched once and looked at many times: masked, and forgotten after a day.
create table capture (
    id bigint generated always as identity primary key,
    kind text not null,
    title text not null,
    system text not null,
    service text not null,
    who text not null,
    channel text not null,
    taken_at timestamptz not null,
    expires_at timestamptz not null,
    lines bigint not null default 0,
    -- Of all lines in UTF-8 with a line end each.
    bytes bigint not null default 0,
    -- False when there was more than is kept.
    complete boolean not null default true
);
create index capture_expires_at on capture (expires_at);

create table capture_chunk (
    capture bigint not null references capture on delete cascade,
    number int not null,
    first_line bigint not null,
    lines int not null,
    -- zstd of at most 256 KB of lines; each is a mark, its text and a line end.
    content bytea not null,
    primary key (capture, number)
);
create index capture_chunk_line on capture_chunk (capture, first_line);
-- Packed already.
alter table capture_chunk alter column content set storage external;

-- How many lines carry which mark.
create table capture_mark (
    capture bigint not null references capture on delete cascade,
    mark text not null,
    lines bigint not null,
    primary key (capture, mark)
);

-- Logs that are shown as they come: the lines go into the capture, the newest into a message of the channel.
create table log_follow (
    capture bigint primary key references capture on delete cascade,
    begun_at timestamptz not null,
    ends_at timestamptz not null,
    -- Which lines, as a view of the capture.
    view text not null,
    -- Up to when the lines of each instance are in the capture: a name and a time per line.
    cursors text not null,
    ended_at timestamptz
);

-- Pictures until they are in Slack.
create table chart_image (
    id bigint generated always as identity primary key,
    png bytea not null,
    expires_at timestamptz not null
);
