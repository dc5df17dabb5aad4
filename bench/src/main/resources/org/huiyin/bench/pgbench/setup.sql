-- What the scripts choose from, numbered without gaps: who may write first, and what is open.
CREATE TABLE bench_first AS
SELECT row_number() OVER (ORDER BY a.id) AS n, a.id AS address_id, b.household_id, b.villager_id, l.id AS holder_id, l.cadre_id,
    c.id AS cadre_address
FROM address a
JOIN binding b ON b.address_id = a.id AND b.until IS NULL
JOIN link l ON l.household_id = b.household_id AND l.until IS NULL
JOIN address c ON c.cadre_id = l.cadre_id AND c.channel = 'wecom'
WHERE a.channel = 'wechat';
CREATE UNIQUE INDEX ON bench_first (n);
CREATE TABLE bench_open AS
SELECT row_number() OVER (ORDER BY t.id) AS n, t.id AS ticket_id, t.address_id, c.id AS cadre_address
FROM ticket t
JOIN address c ON c.cadre_id = t.holder_cadre_id AND c.channel = 'wecom'
WHERE t.state IN ('OPEN', 'ANSWERED') AND t.address_id IS NOT NULL;
CREATE UNIQUE INDEX ON bench_open (n);
CREATE SEQUENCE bench_id START 1000000000 CACHE 1000;
ANALYZE bench_first;
ANALYZE bench_open;
