-- What people did and decided about steps that are left to them: who, what, when. One answer a person and step.
create table step_answer (
    run bigint not null references run (id),
    step int not null,
    person text not null,
    person_name text not null,
    -- DONE, CANNOT, APPROVE, DENY
    answer text not null,
    answered_at timestamptz not null,
    primary key (run, step, person)
);
