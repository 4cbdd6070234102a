-- What instances used, seen each minute, for charts where no Prometheus remembers it.
create table usage_sample (
    system text not null,
    measure text not null,
    instance text not null,
    at timestamptz not null,
    value double precision not null,
    primary key (system, measure, at, instance)
);
create index usage_sample_at on usage_sample (at);
