alter table launch_sources add column checked boolean not null default false;
