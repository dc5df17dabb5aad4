ALTER TABLE ticket VALIDATE CONSTRAINT ticket_place_short;
ALTER TABLE ticket VALIDATE CONSTRAINT ticket_urgency_check;
