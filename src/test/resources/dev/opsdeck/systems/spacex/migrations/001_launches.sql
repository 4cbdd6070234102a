create table launches (id int primary key, name text not null, status text not null, launch_date timestamptz, updated_at timestamptz not null default now());
create table launch_sources (id serial primary key, launch_id int not null, url text, fetched_at timestamptz not null default now());
insert into launches select n, 'Launch ' || n, case when n % 5 = 0 then 'upcoming' else 'done' end, now() + (n || ' hours')::interval from generate_series(1, 500) n;
insert into launch_sources (launch_id, url) select n, 'https://sources.example/' || n from generate_series(1, 500) n;
