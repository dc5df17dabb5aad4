-- More words to a ticket: key, sender, the ticket's row, a row of history, a part and its place in the queue.
\set n random(1, :opens)
WITH w AS MATERIALIZED (SELECT *, nextval('bench_id') AS part FROM bench_open WHERE n = :n),
i AS (INSERT INTO inbound (channel, key_hash, at, passive)
    SELECT 'wechat', decode(md5(part::text), 'hex'), now(), decode(repeat('ab', 246), 'hex') FROM w),
a AS (UPDATE address a SET wrote_at = now() FROM w WHERE a.id = w.address_id),
t AS (UPDATE ticket t SET seq = t.seq + 1, spoken_at = now(), head = decode(repeat('ab', 32), 'hex') FROM w WHERE t.id = w.ticket_id
    RETURNING t.seq, w.*),
h AS (INSERT INTO history (ticket_id, seq, at, kind, actor, actor_id, detail, body, body_digest, hash)
    SELECT ticket_id, seq, now(), 'SAID', 'VILLAGER', address_id, '', decode(repeat('ab', 79), 'hex'), decode(repeat('ab', 32), 'hex'),
        decode(repeat('ab', 32), 'hex') FROM t),
p AS (INSERT INTO part (id, created_at, address_id, ticket_id, entry_seq, purpose, content)
    SELECT part, now(), cadre_address, ticket_id, seq, 'FORWARD', decode(repeat('ab', 195), 'hex') FROM t)
INSERT INTO outbox (address_id, part_id, created_at, ticket_id, channel, priority, ord, ready_at)
SELECT cadre_address, part, now(), ticket_id, 'wecom', 1, now(), now() FROM t;
