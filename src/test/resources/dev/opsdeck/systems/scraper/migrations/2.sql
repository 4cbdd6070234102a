alter table posts add column language text;
