-- One row for each login: all that the workers know in common of its pace. Times are microseconds of the database's clock.
CREATE TABLE IF NOT EXISTS smtp_pace (
    login VARCHAR(512) NOT NULL PRIMARY KEY,
    next_turn BIGINT NOT NULL,
    pause_length BIGINT NOT NULL,
    paused_until BIGINT NOT NULL,
    tried_until BIGINT NOT NULL,
    day_count VARCHAR(4000) NOT NULL,
    version BIGINT NOT NULL
)
