-- Systems that must not be changed.
create table system_freeze (
    system text primary key,
    until timestamptz,
    reason text,
    by_user text not null,
    since timestamptz not null
);

-- A run that somebody started without the approval, or in spite of the freeze, that it else needs.
alter table run add column break_glass boolean not null default false;
