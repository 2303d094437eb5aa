-- Keeps a table of meetings, with Flink SQL: the last record of each meeting, as upserts and deletions.
-- Needs flink-sql-connector-kafka and flink-sql-avro-confluent-registry of your Flink on its class path.

CREATE TABLE meetings (
    meeting_key STRING,
    -- Enums cannot be read as STRING with a schema that Flink derives (FLINK-24544): give the released one. As a STRING, a new
    -- symbol comes through as it is, so treat what you do not know as UNKNOWN.
    outcome STRING,
    epoch INT,
    revision INT,
    -- Microseconds since the epoch: with TIMESTAMP(3), Flink takes them for milliseconds, and it is the year 58880.
    ended_at TIMESTAMP_LTZ(6),
    PRIMARY KEY (meeting_key) NOT ENFORCED
) WITH (
    'connector' = 'upsert-kafka', -- a null value is a DELETE of the row
    'topic' = 'meetings.completions.v1',
    'properties.bootstrap.servers' = 'localhost:9092',
    'properties.group.id' = 'my-team',
    'properties.isolation.level' = 'read_committed',
    'key.format' = 'raw',
    'value.fields-include' = 'EXCEPT_KEY',
    'value.format' = 'avro-confluent',
    'value.avro-confluent.url' = 'http://localhost:8081/apis/ccompat/v7',
    'value.avro-confluent.timestamp_mapping.legacy' = 'false'
);
