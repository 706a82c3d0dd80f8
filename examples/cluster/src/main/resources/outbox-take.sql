-- For PostgreSQL. Takes what is due, and no other worker waits for that or takes it too. A worker that is killed need not
-- give anything back: its mails are due again after some minutes, and the ledger tells which of them were sent.
UPDATE outbox
SET next_at = now() + least(attempts + 1, 10) * interval '1 minute', attempts = attempts + 1
WHERE id IN (
    SELECT id FROM outbox WHERE state = 'WAITING' AND next_at <= now() ORDER BY next_at LIMIT 100 FOR UPDATE SKIP LOCKED
)
RETURNING id
