-- The ledger of smtp-connector, for H2. One row is one mail; the columns are those of postgresql.sql.
CREATE TABLE IF NOT EXISTS smtp_ledger (
    begun timestamp(6) with time zone NOT NULL,
    until timestamp(6) with time zone,
    id uuid PRIMARY KEY,
    state char(1) NOT NULL,
    owner varchar(200),
    message_id varchar(1000),
    reply varchar(4000),
    marks varbinary(1000000)
);
