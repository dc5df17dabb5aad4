-- A first message: key, sender, ticket, two rows of history, a part and its place in the queue.
\set n random(1, :firsts)
WITH w AS MATERIALIZED (SELECT *, nextval('bench_id') AS id, nextval('bench_id') AS part FROM bench_first WHERE n = :n),
i AS (INSERT INTO inbound (channel, key_hash, at, passive)
    SELECT 'wechat', decode(md5(id::text), 'hex'), now(), decode(repeat('ab', 246), 'hex') FROM w),
a AS (UPDATE address a SET wrote_at = now() FROM w WHERE a.id = w.address_id),
t AS (INSERT INTO ticket (id, code, kind, urgency, state, address_id, household_id, villager_id, holder_id, holder_cadre_id,
        first_receiver_id, opened_at, reply_due_at, spoken_at, seq, head)
    SELECT id, id::text, 'HELP', 'NORMAL', 'OPEN', address_id, household_id, villager_id, holder_id, cadre_id, cadre_id, now(),
        now() + interval '2 days', now(), 2, decode(repeat('ab', 32), 'hex') FROM w),
h AS (INSERT INTO history (ticket_id, seq, at, kind, actor, actor_id, detail, body, body_digest, hash)
    SELECT id, s, now(), 'SAID', 'VILLAGER', address_id, '', decode(repeat('ab', 79), 'hex'), decode(repeat('ab', 32), 'hex'),
        decode(repeat('ab', 32), 'hex') FROM w, generate_series(1, 2) s),
p AS (INSERT INTO part (id, created_at, address_id, ticket_id, entry_seq, purpose, content)
    SELECT part, now(), cadre_address, id, 2, 'FORWARD', decode(repeat('ab', 195), 'hex') FROM w)
INSERT INTO outbox (address_id, part_id, created_at, ticket_id, channel, priority, ord, ready_at)
SELECT cadre_address, part, now(), id, 'wecom', 1, now(), now() FROM w;
