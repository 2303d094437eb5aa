-- Adjourn's topics in ksqlDB: it reads the fields from the registry. What to know of it: docs/sinks/flink.md. Not run by our tests.
-- Enums are VARCHAR. Times are BIGINT, microseconds since 1970: FROM_UNIXTIME(ended_at / 1000).

CREATE TABLE meeting_completions (meeting_key VARCHAR PRIMARY KEY)
    WITH (KAFKA_TOPIC = 'meetings.completions.v1', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

CREATE STREAM meeting_lifecycle (meeting_key VARCHAR KEY)
    WITH (KAFKA_TOPIC = 'meetings.lifecycle.v1', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

CREATE STREAM meeting_artifacts (meeting_key VARCHAR KEY)
    WITH (KAFKA_TOPIC = 'meetings.artifacts.v1', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

SELECT meeting_key, outcome, FROM_UNIXTIME(ended_at / 1000) AS ended FROM meeting_completions EMIT CHANGES;
