-- What a next version might add, with everything that expanding may do. For tests.
ALTER TABLE part ADD COLUMN note text;
ALTER TABLE ticket ADD COLUMN place text NOT NULL DEFAULT '';
ALTER TABLE ticket ADD CONSTRAINT ticket_place_short CHECK (length(place) <= 100) NOT VALID;
ALTER TABLE ticket
    DROP CONSTRAINT ticket_urgency_check,
    ADD CONSTRAINT ticket_urgency_check CHECK (urgency IN ('NORMAL', 'URGENT', 'DANGER', 'DISASTER')) NOT VALID;
CREATE TABLE visit (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ticket_id bigint NOT NULL REFERENCES ticket,
    at        timestamptz NOT NULL
);
CREATE INDEX visit_ticket ON visit (ticket_id);
