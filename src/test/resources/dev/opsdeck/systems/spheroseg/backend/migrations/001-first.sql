create table users (id int primary key, email text not null);
create table images (id int primary key, user_id int not null references users, segmentation_status text not null, deleted_at timestamptz);
insert into users select n, 'user' || n || '@example.com' from generate_series(1, 300) n;
insert into images select n, 1 + (n * 7919) % 300, (array['done', 'queued', 'failed'])[1 + n % 3] from generate_series(1, 3000) n;
