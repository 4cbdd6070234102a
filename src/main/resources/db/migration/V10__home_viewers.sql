-- Who has opened the app's home tab lately, so that it can be drawn anew when something changes.
create table home_viewer (
    user_id text primary key,
    opened_at timestamptz not null
);
