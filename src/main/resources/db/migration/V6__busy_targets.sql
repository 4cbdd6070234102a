-- What a card tells of other runs on its targets, found without going through all of them.
create index run_active_id on run (id) where ended_at is null;
create index run_ended_id on run (id) where ended_at is not null and started_at is not null;

-- Appends to the audit chain in one statement. From its first line to the end of the transaction every other writer
-- waits, on all replicas, so nothing may go back and forth to the program in between.
-- The hash is that of Link.computeHash, which is what verifies it.
create function audit_append(ats timestamptz[], actors text[], actions text[], targets text[], details text[])
returns void language plpgsql as $$
declare
    head audit_head;
    next_hash text;
begin
    select * into strict head from audit_head for update;
    for i in 1 .. cardinality(actors) loop
        head.seq := head.seq + 1;
        next_hash := encode(sha256(
            int8send(head.seq)
            || int8send((extract(epoch from ats[i]) * 1000000)::bigint)
            || audit_field(actors[i]) || audit_field(actions[i]) || audit_field(targets[i])
            || audit_field(details[i]) || audit_field(head.hash)), 'hex');
        insert into audit (seq, at, actor, action, target, detail, previous_hash, hash)
        values (head.seq, ats[i], actors[i], actions[i], targets[i], details[i], head.hash, next_hash);
        head.hash := next_hash;
    end loop;
    update audit_head set seq = head.seq, hash = head.hash;
end
$$;

-- A text as UTF-8 after its length in four bytes.
create function audit_field(field text) returns bytea language sql immutable as $$
    select int4send(octet_length(convert_to(field, 'UTF8'))) || convert_to(field, 'UTF8')
$$;
