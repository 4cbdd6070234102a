-- Windows that the catalog repeats: which of its rules planned them, and whether they begin and end without anybody.
alter table maintenance_window
    add column recurring text,
    add column by_itself boolean not null default false;

-- Each time of a rule is planned once, and what was called off is not planned again.
create unique index maintenance_window_recurring on maintenance_window (system, recurring, starts_at)
    where recurring is not null;
