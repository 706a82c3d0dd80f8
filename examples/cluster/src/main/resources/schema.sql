-- What is to be sent; the message in the queue, or the row of the outbox, has only the id.
CREATE TABLE IF NOT EXISTS mail (
    id varchar(200) PRIMARY KEY,              -- the idempotency key as well
    recipient varchar(1000) NOT NULL,
    subject varchar(1000) NOT NULL,
    content varchar(1000000) NOT NULL,
    made timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL
);
-- The queue where there is no broker.
CREATE TABLE IF NOT EXISTS outbox (
    id varchar(200) PRIMARY KEY,
    state varchar(20) DEFAULT 'WAITING' NOT NULL,  -- or SENT, FAILED, UNCERTAIN
    attempts int DEFAULT 0 NOT NULL,
    next_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    reason varchar(4000)
);
CREATE INDEX IF NOT EXISTS outbox_next ON outbox (state, next_at);
