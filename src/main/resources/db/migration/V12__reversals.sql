-- A run that puts back what it did: the state it then ends in, and why.
alter table run add column reversal_to text;
alter table run add column reversal_reason text;

-- What a step left for later ones. A step that puts back names the one whose doing it puts back.
alter table run_step add column result jsonb not null default '{}';
alter table run_step add column undoes int;
