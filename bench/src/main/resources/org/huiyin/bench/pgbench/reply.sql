-- A cadre's answer: key, the ticket's row, a row of history, a part for the villager and one for the cadre.
\set n random(1, :opens)
WITH w AS MATERIALIZED (SELECT *, nextval('bench_id') AS part, nextval('bench_id') AS echo FROM bench_open WHERE n = :n),
i AS (INSERT INTO inbound (channel, key_hash, at) SELECT 'wecom', decode(md5(part::text), 'hex'), now() FROM w),
t AS (UPDATE ticket t SET seq = t.seq + 1, state = 'ANSWERED', answered_at = now(), head = decode(repeat('ab', 32), 'hex')
    FROM w WHERE t.id = w.ticket_id RETURNING t.seq, w.*),
h AS (INSERT INTO history (ticket_id, seq, at, kind, actor, actor_id, detail, body, body_digest, hash)
    SELECT ticket_id, seq, now(), 'ANSWERED', 'CADRE', cadre_address, '', decode(repeat('ab', 79), 'hex'),
        decode(repeat('ab', 32), 'hex'), decode(repeat('ab', 32), 'hex') FROM t),
b AS MATERIALIZED (
    SELECT part, address_id, 'wechat' AS channel, ticket_id, seq FROM t UNION ALL SELECT echo, cadre_address, 'wecom', ticket_id, seq FROM t),
p AS (INSERT INTO part (id, created_at, address_id, ticket_id, entry_seq, purpose, content)
    SELECT part, now(), address_id, ticket_id, seq, 'ANSWER', decode(repeat('ab', 195), 'hex') FROM b)
INSERT INTO outbox (address_id, part_id, created_at, ticket_id, channel, priority, ord, ready_at)
SELECT address_id, part, now(), ticket_id, channel, 1, now(), now() FROM b;
