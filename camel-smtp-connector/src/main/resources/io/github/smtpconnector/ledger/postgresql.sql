-- The ledger of smtp-connector, for PostgreSQL 12 and later. One row is one mail.
-- The days are made by the connector, as tables smtp_ledger_20261128 and so on; its user needs the right to create tables
-- in the schema. Without that right, leave PARTITION BY out and add PRIMARY KEY (id): then purge deletes rows, which takes
-- longer than to drop a day.
CREATE TABLE IF NOT EXISTS smtp_ledger (
    begun timestamp with time zone NOT NULL,  -- when it was claimed
    until timestamp with time zone,           -- when the claim ends
    id uuid NOT NULL,                         -- the first half of the digest of the key
    state char(1) NOT NULL,                   -- Claimed, Accepted, Resumable, Doubted by some, Uncertain
    owner text,                               -- who has claimed it
    message_id text,                          -- for an accepted one without the digest
    reply text,                               -- what the server said when it accepted the mail
    marks bytea                               -- who has got it, where not all have
) PARTITION BY RANGE (begun);
