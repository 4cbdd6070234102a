create table authors (id int primary key, name text not null);
create table posts (id int primary key, author int not null references authors (id), text text not null);
create index posts_by_author on posts (author);
create table failures (kind text not null, endpoint text not null, message text not null, at timestamptz not null);
insert into authors select n, 'author ' || n from generate_series(1, 500) n;
insert into posts select n, 1 + n % 500, repeat('post ', 20) || n from generate_series(1, 40000) n;
