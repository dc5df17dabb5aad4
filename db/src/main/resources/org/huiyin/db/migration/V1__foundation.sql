-- A county is a schema: no name here is qualified, search_path chooses the county.
-- Columns of type bytea named name, phone, address, body, content, payload hold sealed text (Vault); *_hash are keyed hashes of it.

-- Proves that the key file fits this database before anything is read or written with it.
CREATE TABLE key_check (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    sealed   bytea NOT NULL
);

-- ---------------------------------------------------------------------------------------------------------------- registry

CREATE TABLE grid (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code      text NOT NULL UNIQUE,
    name      text NOT NULL,
    level     text NOT NULL CHECK (level IN ('VILLAGE', 'AREA', 'TOWNSHIP', 'COUNTY')),
    parent_id bigint REFERENCES grid,
    CHECK ((level = 'COUNTY') = (parent_id IS NULL))
);
CREATE INDEX grid_parent ON grid (parent_id);
CREATE UNIQUE INDEX grid_one_county ON grid (level) WHERE level = 'COUNTY';

CREATE TABLE unit (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    kind text NOT NULL
);

CREATE TABLE cadre (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code            text NOT NULL UNIQUE,
    unit_id         bigint NOT NULL REFERENCES unit,
    rank            text NOT NULL,
    name            bytea NOT NULL,
    name_hash       bytea NOT NULL,
    phone           bytea,
    phone_hash      bytea,
    phone_tail_hash bytea,
    exempt_reason   text
);
CREATE INDEX cadre_unit ON cadre (unit_id);
CREATE INDEX cadre_name ON cadre (name_hash);

CREATE TABLE household (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code           text NOT NULL UNIQUE,
    grid_id        bigint NOT NULL REFERENCES grid,
    head_name      bytea NOT NULL,
    head_name_hash bytea NOT NULL,
    address        bytea NOT NULL,
    address_hash   bytea NOT NULL
);
CREATE INDEX household_grid ON household (grid_id);
CREATE INDEX household_head_name ON household (head_name_hash);

CREATE TABLE villager (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code            text NOT NULL UNIQUE,
    household_id    bigint NOT NULL REFERENCES household,
    name            bytea NOT NULL,
    name_hash       bytea NOT NULL,
    phone           bytea,
    phone_hash      bytea,
    phone_tail_hash bytea,
    language        text NOT NULL DEFAULT 'zh-CN',
    CHECK ((phone IS NULL) = (phone_hash IS NULL) AND (phone IS NULL) = (phone_tail_hash IS NULL))
);
CREATE INDEX villager_household ON villager (household_id);
CREATE INDEX villager_name ON villager (name_hash);
CREATE INDEX villager_phone ON villager (phone_hash) WHERE phone_hash IS NOT NULL;

-- A post with its occupant: a household's link, a grid's or a department's leadership, the county desk. One row is one occupancy: when the occupant changes, the row ends and another begins, so that cadre_id
-- never changes under a ticket. The county desk has one seat without an occupant, which never ends: nothing is ever without an owner.
CREATE TABLE duty (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind     text NOT NULL CHECK (kind IN ('LINK', 'LEADER', 'DEPUTY', 'DESK', 'COVER')),
    cadre_id bigint REFERENCES cadre,
    grid_id  bigint REFERENCES grid,
    unit_id  bigint REFERENCES unit,
    live     boolean NOT NULL DEFAULT true,
    began_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    CHECK (live = (ended_at IS NULL)),
    CHECK ((kind IN ('LINK', 'COVER')) = (grid_id IS NULL AND unit_id IS NULL) AND (grid_id IS NULL OR unit_id IS NULL)),
    CHECK ((kind = 'DESK') = (cadre_id IS NULL)),
    UNIQUE (id, live),
    UNIQUE (id, cadre_id, live)
);
CREATE INDEX duty_cadre ON duty (cadre_id) WHERE live;
CREATE INDEX duty_grid ON duty (grid_id) WHERE grid_id IS NOT NULL;
CREATE INDEX duty_unit ON duty (unit_id) WHERE unit_id IS NOT NULL;
CREATE UNIQUE INDEX duty_one_occupant ON duty (grid_id, kind) WHERE live AND grid_id IS NOT NULL;
CREATE UNIQUE INDEX duty_one_occupant_of_unit ON duty (unit_id, kind) WHERE live AND unit_id IS NOT NULL;

-- An official is away. What would be his goes to whoever covers for him, else to the deputy or the level above; nothing lies with him.
CREATE TABLE absence (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cadre_id      bigint NOT NULL REFERENCES cadre,
    -- The duty of whoever covers for him; empty where nobody was named.
    cover_duty_id bigint REFERENCES duty,
    began_at      timestamptz NOT NULL,
    until_at      timestamptz NOT NULL,
    ended_at      timestamptz,
    CHECK (until_at > began_at)
);
CREATE UNIQUE INDEX absence_running ON absence (cadre_id) WHERE ended_at IS NULL;
CREATE INDEX absence_cadre ON absence (cadre_id);
CREATE INDEX absence_cover ON absence (cover_duty_id) WHERE cover_duty_id IS NOT NULL;

-- A household's cadre, from a day (inclusive) to a day (exclusive). Its id is its duty's: while it holds an open ticket it cannot end.
CREATE TABLE link (
    id           bigint PRIMARY KEY,
    household_id bigint NOT NULL REFERENCES household,
    -- Its duty's, by the key below; a reference to the cadre beside that one would be checked for every household a second time.
    cadre_id     bigint NOT NULL,
    since        date NOT NULL,
    until        date,
    live         boolean NOT NULL GENERATED ALWAYS AS (until IS NULL) STORED,
    -- The household's link before this one, and its end. A household's links are a chain, so no two of them are at the same time: one has
    -- none before it, none has two after it, and each begins when the one before it has ended.
    after_id     bigint,
    after_until  date,
    CHECK (until IS NULL OR until >= since),
    CONSTRAINT link_begins_after CHECK ((after_id IS NULL) = (after_until IS NULL) AND (after_id IS NULL OR since >= after_until)),
    FOREIGN KEY (id, cadre_id, live) REFERENCES duty (id, cadre_id, live) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT link_end UNIQUE (household_id, id, until),
    CONSTRAINT link_one_at_a_time UNIQUE NULLS NOT DISTINCT (household_id, after_id),
    CONSTRAINT link_after FOREIGN KEY (household_id, after_id, after_until) REFERENCES link (household_id, id, until)
        DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX link_current ON link (household_id) WHERE until IS NULL;
CREATE INDEX link_cadre ON link (cadre_id) WHERE until IS NULL;

-- Rises with every change of grids, posts, cadres or their addresses, so that a node knows when its copy of them is old.
CREATE TABLE registry_version (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    version  bigint NOT NULL
);
INSERT INTO registry_version (version) VALUES (1);

CREATE TABLE registry_import (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    imported_at timestamptz NOT NULL DEFAULT now(),
    -- Empty while something of it is still to be applied.
    finished_at timestamptz,
    added       integer NOT NULL,
    changed     integer NOT NULL
);
CREATE INDEX registry_import_unfinished ON registry_import (id) WHERE finished_at IS NULL;

-- Whoever has locked this row imports.
CREATE TABLE import_turn (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row));
INSERT INTO import_turn DEFAULT VALUES;

-- What an import has still to apply: rows of one kind, sealed. Gone when it is finished.
CREATE TABLE import_chunk (
    import_id  bigint NOT NULL REFERENCES registry_import,
    number     integer NOT NULL,
    step       text NOT NULL,
    content    bytea NOT NULL,
    applied_at timestamptz,
    added      integer NOT NULL DEFAULT 0,
    changed    integer NOT NULL DEFAULT 0,
    moved      integer NOT NULL DEFAULT 0,
    PRIMARY KEY (import_id, number)
);
-- Deflated and sealed already.
ALTER TABLE import_chunk ALTER content SET STORAGE EXTERNAL;

-- What each step of an import did.
CREATE TABLE import_part (
    import_id bigint NOT NULL REFERENCES registry_import,
    step      text NOT NULL,
    added     integer NOT NULL,
    changed   integer NOT NULL,
    moved     integer NOT NULL,
    PRIMARY KEY (import_id, step)
);

-- What a row of the registry said before: values are sealed as one JSON text each.
CREATE TABLE registry_change (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    import_id  bigint NOT NULL REFERENCES registry_import,
    entity     text NOT NULL,
    code       text NOT NULL,
    before     bytea NOT NULL,
    after      bytea NOT NULL
);
CREATE INDEX registry_change_import ON registry_change (import_id);
CREATE INDEX registry_change_code ON registry_change (entity, code);

-- --------------------------------------------------------------------------------------------------------------- addresses

-- Somebody's address at one channel. Many people may share one, one person may have many.
CREATE TABLE address (
    id               bigint PRIMARY KEY,
    channel          text NOT NULL,
    address          bytea NOT NULL,
    address_hash     bytea NOT NULL,
    cadre_id         bigint REFERENCES cadre,
    reachable        boolean NOT NULL DEFAULT true,
    notices          boolean NOT NULL DEFAULT true,
    language         text NOT NULL DEFAULT 'zh-CN',
    welcomed         boolean NOT NULL DEFAULT false,
    -- The last own message, and the last scan, follow or click: each opens a reply budget where the channel has one.
    wrote_at         timestamptz,
    touched_at       timestamptz,
    -- Wrong tries to prove who one is, within a day from the first.
    proof_tries      smallint NOT NULL DEFAULT 0,
    proof_tries_from timestamptz,
    UNIQUE (channel, address_hash)
) WITH (fillfactor = 80);
CREATE SEQUENCE address_id INCREMENT BY 64;
CREATE INDEX address_cadre ON address (cadre_id) WHERE cadre_id IS NOT NULL;

-- Which household (and person, where known) an address speaks for, and how well that is proved.
CREATE TABLE binding (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    address_id   bigint NOT NULL REFERENCES address,
    household_id bigint NOT NULL REFERENCES household,
    villager_id  bigint REFERENCES villager,
    strength     text NOT NULL CHECK (strength IN ('CARD', 'CADRE', 'PHONE')),
    since        timestamptz NOT NULL DEFAULT now(),
    until        timestamptz
);
CREATE UNIQUE INDEX binding_current ON binding (address_id, household_id, villager_id) NULLS NOT DISTINCT WHERE until IS NULL;
CREATE INDEX binding_household ON binding (household_id) WHERE until IS NULL;
CREATE INDEX binding_villager ON binding (villager_id) WHERE villager_id IS NOT NULL;

-- A code that was sent to a phone to prove that it is the sender's. Counted per phone and per address against pumping.
CREATE TABLE confirmation (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    address_id bigint NOT NULL REFERENCES address,
    phone_hash bytea NOT NULL,
    code_hash  bytea NOT NULL,
    asked_at   timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    tries      smallint NOT NULL DEFAULT 0,
    used_at    timestamptz
);
CREATE INDEX confirmation_address ON confirmation (address_id, asked_at);
CREATE INDEX confirmation_phone ON confirmation (phone_hash, asked_at);

-- ----------------------------------------------------------------------------------------------------------------- tickets

CREATE SEQUENCE ticket_id INCREMENT BY 16;
CREATE TABLE ticket (
    id              bigint PRIMARY KEY,
    code            text NOT NULL UNIQUE,
    kind            text NOT NULL CHECK (kind IN ('INQUIRY', 'HELP', 'COMPLAINT', 'REPORT', 'SUGGESTION', 'PRAISE')),
    -- What it is about, by the county's list.
    subject         text NOT NULL DEFAULT 'other',
    urgency         text NOT NULL CHECK (urgency IN ('NORMAL', 'URGENT', 'DANGER')),
    state           text NOT NULL CHECK (state IN ('OPEN', 'ANSWERED', 'RESOLVED', 'MERGED', 'CLOSED')),
    -- Why it lies with the desk: nobody knows the sender yet, or it may be about the cadre and he must not see it.
    hold            text CHECK (hold IN ('UNBOUND', 'ASKED')),
    -- confidential: we know whose it is, the line does not. anonymous: he asked us not to know, so it belongs to no household.
    confidential    boolean NOT NULL DEFAULT false,
    anonymous       boolean NOT NULL DEFAULT false CHECK (NOT anonymous OR household_id IS NULL),
    address_id      bigint REFERENCES address,
    household_id    bigint REFERENCES household,
    -- Where that household is, for reports by grid.
    grid_id         bigint,
    villager_id     bigint REFERENCES villager,
    -- Who has it now. While it is not closed the duty must be live: the database keeps a duty from ending under it.
    holder_id       bigint NOT NULL,
    holder_cadre_id bigint,
    -- While somebody stands in for who is away: the duty whose it is, to which it goes back.
    own_duty_id     bigint REFERENCES duty,
    -- Set where the register gave it to somebody else, until he and the villager have been told.
    untold          boolean NOT NULL DEFAULT false,
    holder_live     boolean GENERATED ALWAYS AS (CASE WHEN state <> 'CLOSED' THEN true END) STORED,
    first_receiver_id bigint REFERENCES cadre,
    opened_at       timestamptz NOT NULL,
    -- How high it has climbed: 0 the cadre, 4 the county desk; and the two clocks of the level that has it, as they were started.
    level           smallint NOT NULL DEFAULT 0 CHECK (level BETWEEN 0 AND 4),
    clock_from      timestamptz NOT NULL DEFAULT now(),
    reply_due_at    timestamptz NOT NULL DEFAULT now(),
    reply_yellow_at timestamptz NOT NULL DEFAULT now(),
    reply_red_at    timestamptz NOT NULL DEFAULT now(),
    solve_due_at    timestamptz NOT NULL DEFAULT now(),
    solve_yellow_at timestamptz NOT NULL DEFAULT now(),
    solve_red_at    timestamptz NOT NULL DEFAULT now(),
    due_provisional boolean NOT NULL DEFAULT false,
    -- Of which clocks the holder has been reminded: 0 none, 1 the first reply's, 2 the resolution's, 3 both.
    carded          smallint NOT NULL DEFAULT 0,
    -- When the clock that runs does something next; empty while it waits for the villager.
    acts_at         timestamptz,
    spoken_at       timestamptz NOT NULL,
    answered_at     timestamptz,
    resolved_at     timestamptz,
    closed_at       timestamptz,
    closed_as       text CHECK (closed_as IN ('CONFIRMED', 'SILENT', 'UNREACHED', 'WITHDRAWN', 'DECLINED')),
    redone          smallint NOT NULL DEFAULT 0,
    seq             integer NOT NULL,
    head            bytea NOT NULL,
    CHECK ((state = 'CLOSED') = (closed_at IS NOT NULL) AND (closed_at IS NULL) = (closed_as IS NULL)),
    CONSTRAINT ticket_holder_is_live FOREIGN KEY (holder_id, holder_live) REFERENCES duty (id, live)
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ticket_holder_occupies FOREIGN KEY (holder_id, holder_cadre_id, holder_live)
        REFERENCES duty (id, cadre_id, live) DEFERRABLE INITIALLY DEFERRED
) WITH (fillfactor = 80);
-- Of open tickets; said so that the key's own look whether a duty that ends still holds one finds by it, which knows nothing of state.
CREATE INDEX ticket_holder ON ticket (holder_id) WHERE holder_live IS NOT NULL;
CREATE INDEX ticket_holder_cadre ON ticket (holder_cadre_id) WHERE state <> 'CLOSED';
CREATE INDEX ticket_own_duty ON ticket (own_duty_id) WHERE own_duty_id IS NOT NULL AND holder_live IS NOT NULL;
CREATE INDEX ticket_first_receiver ON ticket (first_receiver_id) WHERE state <> 'CLOSED';
CREATE INDEX ticket_address ON ticket (address_id);
CREATE INDEX ticket_household ON ticket (household_id);
CREATE INDEX ticket_villager ON ticket (villager_id);
CREATE INDEX ticket_acts ON ticket (acts_at) WHERE acts_at IS NOT NULL;
CREATE INDEX ticket_on_seat ON ticket (id) WHERE holder_cadre_id IS NULL AND holder_live IS NOT NULL;
CREATE INDEX ticket_untold ON ticket (id) WHERE untold;
CREATE INDEX ticket_provisional ON ticket (id) WHERE due_provisional AND acts_at IS NOT NULL;
CREATE INDEX ticket_resolved ON ticket (resolved_at) WHERE state = 'RESOLVED';

-- What may be shown of a matter: a summary that a person wrote or approved, and whether the villager agreed to it. Nothing without both.
CREATE TABLE publication (
    ticket_id  bigint PRIMARY KEY REFERENCES ticket,
    summary    bytea NOT NULL,
    cadre_id   bigint NOT NULL REFERENCES cadre,
    written_at timestamptz NOT NULL,
    consent    boolean,
    consent_at timestamptz,
    CHECK ((consent IS NULL) = (consent_at IS NULL))
);
CREATE INDEX publication_cadre ON publication (cadre_id);

-- The hours at which every official has heard what lies with him.
CREATE TABLE digest (slot timestamptz PRIMARY KEY, done_at timestamptz NOT NULL);

-- Append-only: one chain a ticket. hash = SHA-256 over the canonical bytes of the row with prev; body_digest = SHA-256(salt || text),
-- the salt is sealed together with the text, so that erasing the body leaves the chain whole and tells nothing.
CREATE TABLE history (
    ticket_id   bigint NOT NULL REFERENCES ticket,
    seq         integer NOT NULL,
    at          timestamptz NOT NULL,
    kind        text NOT NULL,
    actor       text NOT NULL,
    actor_id    bigint,
    detail      text NOT NULL DEFAULT '',
    body        bytea,
    body_digest bytea,
    hash        bytea NOT NULL,
    trace       uuid,
    -- Who had the ticket then, so that figures charge it to nobody else: the level, the duty, the household's grid; and whether it was kept from
    -- the line, and so is in nobody's figures.
    level       smallint NOT NULL DEFAULT 0,
    duty_id     bigint NOT NULL DEFAULT 0,
    grid_id     bigint,
    kept        boolean NOT NULL DEFAULT false,
    PRIMARY KEY (ticket_id, seq)
);

-- What was written lately, found by its time without an index that every row would have to pay for.
CREATE INDEX history_at ON history USING brin (at);

-- Each minute the ends of the chains that have grown are sealed into a signed root; roots are chained, and published.
CREATE TABLE history_root (
    n          bigint PRIMARY KEY,
    at         timestamptz NOT NULL,
    -- All that was written before this is in this root or an earlier one.
    covers     timestamptz NOT NULL,
    -- By ticket: its id (8 bytes), the row's place in its history (4) and the row's hash (32), big-endian.
    leaves     bytea NOT NULL,
    root       bytea NOT NULL,
    previous   bytea NOT NULL,
    chain      bytea NOT NULL,
    public_key bytea NOT NULL,
    signature  bytea NOT NULL
);
CREATE INDEX history_root_at ON history_root (at);

-- Each minute the histories that have grown are counted. A run says which rows it counted, so that each is counted once; append-only.
CREATE TABLE tally_run (
    n       bigint PRIMARY KEY,
    at      timestamptz NOT NULL,
    -- All that was written before this has been counted by this run or an earlier one.
    covers  timestamptz NOT NULL,
    -- By ticket: its id (8 bytes) and the last place in its history that was counted (4), big-endian.
    counted bytea NOT NULL
);
CREATE INDEX tally_run_at ON tally_run (at);

-- What the runs came to, by day and by month of the county's zone. All of it can be counted again from the histories.
CREATE TABLE tally (
    -- Whose figures: of the whole county (id 0), what is kept from the line (id 0, by month only), a level, a unit, a cadre, a grid.
    scope         text NOT NULL CHECK (scope IN ('COUNTY', 'KEPT', 'LEVEL', 'UNIT', 'CADRE', 'GRID')),
    id            bigint NOT NULL,
    period        text NOT NULL CHECK (period IN ('DAY', 'MONTH')),
    since         date NOT NULL,
    -- Of matters, at the day they were opened: how they stand now.
    matters       integer NOT NULL,
    claimed       integer NOT NULL,
    yes           integer NOT NULL,
    no            integer NOT NULL,
    partly        integer NOT NULL,
    silent        integer NOT NULL,
    unreached     integer NOT NULL,
    declined      integer NOT NULL,
    withdrawn     integer NOT NULL,
    merged        integer NOT NULL,
    -- Of deeds, at their own day.
    replied       integer NOT NULL,
    replied_late  integer NOT NULL,
    missed_reply  integer NOT NULL,
    resolved      integer NOT NULL,
    resolved_late integer NOT NULL,
    missed_solve  integer NOT NULL,
    reminded      integer NOT NULL,
    climbed       integer NOT NULL,
    escalated     integer NOT NULL,
    extended      integer NOT NULL,
    returned      integer NOT NULL,
    transferred   integer NOT NULL,
    judged        integer NOT NULL,
    redone        integer NOT NULL,
    PRIMARY KEY (scope, period, since, id)
) WITH (fillfactor = 80);
-- Of a few of a scope, whatever the days.
CREATE INDEX tally_id ON tally (scope, id, period, since);

-- A photo or voice note: fetched from the provider at once, because providers keep them for days only.
CREATE SEQUENCE attachment_id INCREMENT BY 16;
CREATE TABLE attachment (
    id           bigint PRIMARY KEY,
    ticket_id    bigint REFERENCES ticket,
    channel      text NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('IMAGE', 'VOICE')),
    content_type text NOT NULL,
    reference    bytea NOT NULL,
    state        text NOT NULL CHECK (state IN ('WANTED', 'STORED', 'GONE')),
    content      bytea,
    sha256       bytea,
    wanted_at    timestamptz NOT NULL,
    tries        smallint NOT NULL DEFAULT 0,
    try_at       timestamptz NOT NULL,
    -- Of the message that it came with.
    trace        uuid,
    CHECK ((state = 'STORED') = (content IS NOT NULL))
);
CREATE INDEX attachment_wanted ON attachment (try_at) WHERE state = 'WANTED';
CREATE INDEX attachment_ticket ON attachment (ticket_id);

-- What we asked somebody and still wait for; also what a button aimed the next words at.
CREATE SEQUENCE question_id INCREMENT BY 16;
CREATE TABLE question (
    id          bigint PRIMARY KEY,
    address_id  bigint NOT NULL REFERENCES address,
    kind        text NOT NULL,
    ticket_id   bigint REFERENCES ticket,
    payload     bytea,
    asked_at    timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    -- Set where something happens when nobody answers.
    acts_on_expiry boolean NOT NULL DEFAULT false,
    ended_at    timestamptz
);
CREATE INDEX question_open ON question (address_id) WHERE ended_at IS NULL;
CREATE INDEX question_expiry ON question (expires_at) WHERE ended_at IS NULL AND acts_on_expiry;
CREATE INDEX question_ticket ON question (ticket_id) WHERE ticket_id IS NOT NULL;

-- --------------------------------------------------------------------------------------------------------- common problems

-- What several households wrote about, answered by one department for all of them: K12 is the one with number 12. It changes in place,
-- each time with the next turn; what was done to it stands in common_step.
CREATE SEQUENCE common_problem_id;
CREATE TABLE common_problem (
    id          bigint PRIMARY KEY,
    -- SUGGESTED by the service; OPEN once a person says so; ANSWERED with a promised day; SOLVED; or DISMISSED, which ends it for its tickets.
    state       text NOT NULL CHECK (state IN ('SUGGESTED', 'OPEN', 'ANSWERED', 'SOLVED', 'DISMISSED')),
    title       bytea NOT NULL,
    -- Who answers it; empty while it lies with the county desk.
    unit_id     bigint REFERENCES unit,
    promised_on date,
    -- OPEN: when it is missed to promise a day. ANSWERED: when the promise is missed unless it is kept before.
    missed_at   timestamptz,
    -- Of its tickets, as last counted.
    urgent      boolean NOT NULL DEFAULT false,
    households  integer NOT NULL DEFAULT 0,
    villages    integer NOT NULL DEFAULT 0,
    opened_at   timestamptz NOT NULL,
    -- The last row of common_step that its tickets must hear of, and whether all have, and are counted.
    step        integer NOT NULL DEFAULT 0,
    carried     boolean NOT NULL DEFAULT true,
    turn        integer NOT NULL DEFAULT 0,
    CHECK (state <> 'ANSWERED' OR promised_on IS NOT NULL)
);
CREATE INDEX common_problem_live ON common_problem (state) WHERE state IN ('SUGGESTED', 'OPEN', 'ANSWERED');
CREATE INDEX common_problem_missed ON common_problem (missed_at) WHERE missed_at IS NOT NULL;
CREATE INDEX common_problem_carrying ON common_problem (id) WHERE NOT carried;
CREATE INDEX common_problem_unit ON common_problem (unit_id) WHERE unit_id IS NOT NULL;

-- Append-only: what was decided about a common problem, by whom; a public promise is a row PROMISED, and what became of it the next row.
CREATE TABLE common_step (
    problem_id  bigint NOT NULL REFERENCES common_problem,
    step        integer NOT NULL,
    at          timestamptz NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('MERGED', 'ASSIGNED', 'PROMISED', 'ANSWER_MISSED', 'PROMISE_MISSED', 'SOLVED', 'DISMISSED')),
    cadre_id    bigint REFERENCES cadre,
    unit_id     bigint REFERENCES unit,
    promised_on date,
    body        bytea,
    PRIMARY KEY (problem_id, step),
    CHECK ((kind = 'PROMISED') = (promised_on IS NOT NULL))
);
CREATE INDEX common_step_cadre ON common_step (cadre_id) WHERE cadre_id IS NOT NULL;
CREATE INDEX common_step_unit ON common_step (unit_id) WHERE unit_id IS NOT NULL;

-- PROPOSED: says the same as a problem that is open. IN: belongs to it. DONE: was said to be solved with it. OUT: taken out, by a person or
-- because its villager says that it is not solved, and never suggested again.
CREATE TABLE common_member (
    problem_id bigint NOT NULL REFERENCES common_problem,
    ticket_id  bigint NOT NULL REFERENCES ticket,
    state      text NOT NULL CHECK (state IN ('PROPOSED', 'IN', 'DONE', 'OUT')),
    -- The last step that it has heard of.
    step       integer NOT NULL DEFAULT 0,
    -- Not before, where it could not be told.
    try_at     timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (problem_id, ticket_id)
);
CREATE UNIQUE INDEX common_member_once ON common_member (ticket_id) WHERE state IN ('PROPOSED', 'IN');
CREATE INDEX common_member_ticket ON common_member (ticket_id);
CREATE INDEX common_member_waiting ON common_member (problem_id, step) WHERE state = 'IN';

-- When suggestions were last renewed; whoever moves it on does it.
CREATE TABLE common_renewal (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), begun_at timestamptz NOT NULL);
INSERT INTO common_renewal (begun_at) VALUES ('-infinity');

-- ----------------------------------------------------------------------------------------------------------------- inbound

-- The replay memory: looked up first, written in the transaction of the effects; kept 400 days.
CREATE TABLE inbound (
    channel  text NOT NULL,
    key_hash bytea NOT NULL,
    at       timestamptz NOT NULL,
    -- Words that travelled in the answer to the webhook, and travel again when the provider repeats itself.
    passive  bytea,
    -- W3C trace-id of the request that brought it, for whoever follows a message through the logs.
    trace    uuid,
    PRIMARY KEY (channel, key_hash)
);
CREATE INDEX inbound_at ON inbound USING brin (at);

-- Authentic, and of a kind nobody here knows; or one that could not be taken in (poison): kept for a person to look at.
CREATE TABLE set_aside (
    id      bigint GENERATED ALWAYS AS IDENTITY,
    at      timestamptz NOT NULL,
    channel text NOT NULL,
    reason  text NOT NULL CHECK (reason IN ('UNRECOGNISED', 'POISON')),
    kind    text NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE TABLE set_aside_rest PARTITION OF set_aside DEFAULT;

-- ---------------------------------------------------------------------------------------------------------------- outbound

-- One row a part. What is still to be done about it lies in outbox, so that this row changes in place.
CREATE SEQUENCE part_id INCREMENT BY 64;
CREATE TABLE part (
    id          bigint NOT NULL,
    created_at  timestamptz NOT NULL,
    address_id  bigint NOT NULL,
    ticket_id   bigint,
    -- The history row whose words it carries, for "was it delivered?".
    entry_seq   integer,
    purpose     text NOT NULL,
    content     bytea NOT NULL,
    -- Who is told the truth when it does not arrive.
    author_address_id bigint,
    attachment_id bigint,
    state       text NOT NULL DEFAULT 'QUEUED'
        CHECK (state IN ('QUEUED', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'UNKNOWN', 'UNDONE')),
    failure     text,
    external_id text,
    tries       smallint NOT NULL DEFAULT 0,
    sent_at     timestamptz,
    -- Addresses that these words were sent to in vain before, so that none is asked twice; empty for none.
    tried       bigint[],
    -- Of what it answers or carries on.
    trace       uuid,
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
CREATE TABLE part_rest PARTITION OF part DEFAULT;
CREATE INDEX part_ticket ON part (ticket_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX part_external ON part (external_id) WHERE external_id IS NOT NULL;

-- The queue: a row lives from the commit that decided to send until the outcome is known.
CREATE TABLE outbox (
    address_id bigint NOT NULL REFERENCES address,
    part_id    bigint NOT NULL,
    created_at timestamptz NOT NULL,
    ticket_id  bigint,
    channel    text NOT NULL,
    -- 0 urgent, 1 fresh, 2 reminder, 3 bulk.
    priority   smallint NOT NULL,
    -- Its place in the lane; later than created_at where it waits for the end of the night or of the time to undo.
    ord        timestamptz NOT NULL,
    -- ord, or the next try.
    ready_at   timestamptz NOT NULL,
    tries      smallint NOT NULL DEFAULT 0,
    -- Set while words of a cadre may still be taken back, which is what he asks for by his own address.
    author_address_id bigint,
    -- The lane's epoch under which it was taken to be sent; empty while it waits. Taking back and taking to send exclude each other here.
    epoch      bigint,
    -- Whether somebody was about to send it and has not said what became of it. Not noted where the provider drops repetitions.
    leaving    boolean NOT NULL DEFAULT false,
    PRIMARY KEY (address_id, part_id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, fillfactor = 80);
-- One queue for each channel and priority, read from its head.
CREATE INDEX outbox_ready ON outbox (channel, priority, ready_at);
CREATE INDEX outbox_author ON outbox (author_address_id) WHERE author_address_id IS NOT NULL;

-- A recipient's lane: who may send to him now. epoch makes the outcome of a node that lost its lease void.
CREATE TABLE lane (
    address_id  bigint PRIMARY KEY REFERENCES address,
    owner       text,
    epoch       bigint NOT NULL DEFAULT 0,
    lease_until timestamptz NOT NULL DEFAULT '-infinity',
    -- Parts sent within the minute that began at minute_from, and within the reply budget that began at budget_from.
    minute_from timestamptz,
    minute_sent smallint NOT NULL DEFAULT 0,
    budget_from timestamptz,
    budget_sent smallint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- Receipts come first, twice or late: each is kept, and the part moves forward only.
CREATE TABLE receipt (
    channel     text NOT NULL,
    external_id text NOT NULL,
    receipt     text NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (channel, external_id, receipt)
);

-- ------------------------------------------------------------------------------------------------------- channels and nodes

-- How many parts may be sent now on a channel whose provider allows so many a second; all nodes take from it.
CREATE TABLE channel_rate (
    channel text PRIMARY KEY,
    free    double precision NOT NULL,
    at      timestamptz NOT NULL
);

CREATE TABLE provider_token (
    name        text PRIMARY KEY,
    token       bytea,
    renew_at    timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    renewing_until timestamptz NOT NULL DEFAULT '-infinity'
);

-- A printed code of a cadre, made once per WeChat account because an account has 100,000 of them.
CREATE TABLE scene (
    channel  text NOT NULL,
    cadre_id bigint NOT NULL REFERENCES cadre,
    scene    text NOT NULL,
    url      text NOT NULL,
    PRIMARY KEY (channel, cadre_id)
);
CREATE INDEX scene_cadre ON scene (cadre_id);

-- ------------------------------------------------------------------------------------------------------- change in operation

-- Who lives on this schema: each node writes its row every few seconds. What a node that was seen lately still needs is not taken away.
CREATE TABLE node (
    name           text PRIMARY KEY,
    release        text NOT NULL,
    -- The newest migration it knows.
    knows          integer NOT NULL,
    -- The version of policy, calendars, texts and words by which it decides; 0 before it has read one.
    config_version bigint NOT NULL DEFAULT 0,
    -- Of what must be the same in every node's own file.
    file_digest    text NOT NULL DEFAULT '',
    started_at     timestamptz NOT NULL,
    seen_at        timestamptz NOT NULL
) WITH (fillfactor = 50);

-- Policy, calendars, texts and words, as they were checked and applied; a row never changes, and the highest number is in force.
CREATE TABLE config_version (
    number  bigint PRIMARY KEY,
    -- All files by their names, as one JSON object.
    content text NOT NULL,
    sha256  text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    made_by text NOT NULL,
    release text NOT NULL,
    note    text NOT NULL DEFAULT ''
);

-- ----------------------------------------------------------------------------------------------------- backup and recovery

-- Which county this is, for ever, and in which of its lives: a restore begins a new one, so that of two databases that remember the same
-- the older can be told from the one that was restored from it.
CREATE TABLE county_identity (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id       uuid NOT NULL DEFAULT gen_random_uuid(),
    life     uuid NOT NULL DEFAULT gen_random_uuid(),
    lives    integer NOT NULL DEFAULT 1
);
INSERT INTO county_identity DEFAULT VALUES;

-- While a row is here nothing is sent, fetched or let run out, on any node: every statement that would take such work up asks for it.
-- RESTORING: no node may serve the county. HELD: messages are taken in, and wait.
CREATE TABLE held (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    state     text NOT NULL CHECK (state IN ('RESTORING', 'HELD')),
    since     timestamptz NOT NULL,
    -- Whose state was restored: what happened after this and before the county was held is not here.
    lost_from timestamptz NOT NULL,
    source    text NOT NULL
);

-- Append-only: what was restored and released, when, and by whom. detail is JSON, and names nobody else.
CREATE TABLE recovery (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at     timestamptz NOT NULL,
    kind   text NOT NULL CHECK (kind IN ('RESTORED', 'RELEASED')),
    who    text NOT NULL,
    detail text NOT NULL
);

-- What the last run of each backup directory came to; one row a directory. Itself in no backup.
CREATE TABLE backup_directory (
    id            text PRIMARY KEY,
    path          text NOT NULL,
    node          text NOT NULL,
    ran_at        timestamptz NOT NULL,
    -- Everything committed before this is in it; empty while there is no whole copy yet.
    covered_until timestamptz,
    bytes         bigint NOT NULL DEFAULT 0,
    failures      bigint NOT NULL DEFAULT 0,
    -- Why the last run failed; empty when it did not.
    failure       text,
    -- What an administrator should know though all is well, such as a missing right.
    note          text
);

-- One node of a county makes the backups.
CREATE TABLE backup_lease (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    owner       text NOT NULL,
    lease_until timestamptz NOT NULL
);
