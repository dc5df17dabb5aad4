-- 256 messages in one transaction: 51 first ones, 154 appended, 51 answers.
\set f random(1, :firsts - 51)
\set o random(1, :opens - 205)
WITH f AS MATERIALIZED (SELECT *, nextval('bench_id') AS id, nextval('bench_id') AS part FROM bench_first WHERE n BETWEEN :f AND :f + 50),
o AS MATERIALIZED (
    SELECT o.*, n < :o + 154 AS villager, nextval('bench_id') AS part, nextval('bench_id') AS echo
    FROM bench_open o WHERE n BETWEEN :o AND :o + 204),
l AS MATERIALIZED (SELECT t.id FROM ticket t WHERE t.id IN (SELECT ticket_id FROM o) ORDER BY t.id FOR NO KEY UPDATE),
i AS (INSERT INTO inbound (channel, key_hash, at, passive)
    SELECT 'wechat', decode(md5(part::text), 'hex'), now(), CASE WHEN villager THEN decode(repeat('ab', 246), 'hex') END
    FROM (SELECT part, true AS villager FROM f UNION ALL SELECT part, villager FROM o) x),
a AS (UPDATE address a SET wrote_at = now()
    FROM (SELECT address_id FROM f UNION SELECT address_id FROM o WHERE villager) w WHERE a.id = w.address_id),
t AS (INSERT INTO ticket (id, code, kind, urgency, state, address_id, household_id, villager_id, holder_id, holder_cadre_id,
        first_receiver_id, opened_at, reply_due_at, spoken_at, seq, head)
    SELECT id, id::text, 'HELP', 'NORMAL', 'OPEN', address_id, household_id, villager_id, holder_id, cadre_id, cadre_id, now(),
        now() + interval '2 days', now(), 2, decode(repeat('ab', 32), 'hex') FROM f),
u AS (UPDATE ticket t SET seq = t.seq + 1, spoken_at = now(), head = decode(repeat('ab', 32), 'hex'),
        state = CASE WHEN o.villager THEN t.state ELSE 'ANSWERED' END
    FROM o JOIN l ON l.id = o.ticket_id WHERE t.id = o.ticket_id RETURNING t.seq, o.*),
h AS (INSERT INTO history (ticket_id, seq, at, kind, actor, actor_id, detail, body, body_digest, hash)
    SELECT ticket_id, seq, now(), 'SAID', 'VILLAGER', address_id, '', decode(repeat('ab', 79), 'hex'), decode(repeat('ab', 32), 'hex'),
        decode(repeat('ab', 32), 'hex')
    FROM (SELECT id AS ticket_id, s AS seq, address_id FROM f, generate_series(1, 2) s
        UNION ALL SELECT ticket_id, seq, address_id FROM u) x),
b AS MATERIALIZED (
    SELECT part, cadre_address AS address_id, 'wecom' AS channel, id AS ticket_id, 2 AS seq FROM f
    UNION ALL SELECT part, CASE WHEN villager THEN cadre_address ELSE address_id END, CASE WHEN villager THEN 'wecom' ELSE 'wechat' END,
        ticket_id, seq FROM u
    UNION ALL SELECT echo, cadre_address, 'wecom', ticket_id, seq FROM u WHERE NOT villager),
p AS (INSERT INTO part (id, created_at, address_id, ticket_id, entry_seq, purpose, content)
    SELECT part, now(), address_id, ticket_id, seq, 'FORWARD', decode(repeat('ab', 195), 'hex') FROM b)
INSERT INTO outbox (address_id, part_id, created_at, ticket_id, channel, priority, ord, ready_at)
SELECT address_id, part, now(), ticket_id, channel, 1, now(), now() FROM b;
