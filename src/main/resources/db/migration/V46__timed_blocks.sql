-- Addresses that are blocked until a time, each by the run that blocked it; gone when it is let in again.
create table timed_block (
    run bigint primary key references run,
    system text not null,
    server text not null,
    address text not null,
    until timestamptz not null,
    -- The newest run that lets it in again, and how many there were.
    lift bigint references run,
    tries int not null default 0
);
create index timed_block_address on timed_block (system, server, address);
create index timed_block_lift on timed_block (lift);
