-- How bad it was, and when.
create table incident_severity (
    incident bigint not null references incident,
    at timestamptz not null,
    severity text not null,
    primary key (incident, at)
);

-- What was published about an incident.
create table incident_document (
    incident bigint not null references incident,
    kind text not null,
    content bytea not null,
    made_at timestamptz not null,
    primary key (incident, kind)
);
