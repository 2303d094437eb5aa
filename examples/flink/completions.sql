-- Keeps a table of meetings, with Flink SQL: the last record of each key, as upserts and deletions.
-- Needs flink-sql-connector-kafka and flink-sql-avro-confluent-registry, in the versions of your Flink.

CREATE TABLE meetings (
    meeting_key STRING,
    epoch INT NOT NULL,
    revision INT NOT NULL,
    outcome STRING NOT NULL,
    -- Microseconds since the epoch. As TIMESTAMP(3) or TIMESTAMP_LTZ(6), Flink's converter takes them for milliseconds.
    ended_at_micros BIGINT,
    ended_at AS TO_TIMESTAMP_LTZ(ended_at_micros / 1000, 3),
    PRIMARY KEY (meeting_key) NOT ENFORCED
) WITH (
    'connector' = 'upsert-kafka', -- a null value deletes the row
    'topic' = 'meetings.completions.v1',
    'properties.bootstrap.servers' = 'localhost:9092',
    'properties.group.id' = 'my-team',
    'properties.isolation.level' = 'read_committed',
    'key.format' = 'raw',
    'value.fields-include' = 'EXCEPT_KEY',
    'value.format' = 'avro-confluent',
    'value.avro-confluent.url' = 'http://localhost:8081/apis/ccompat/v7',
    -- Of your own, with what you read. Without it Flink expects outcome to be a string in Avro, too, and fails at the enum
    -- (FLINK-24544). By the enum's default, an outcome that is not in this list is read as UNKNOWN.
    'value.avro-confluent.schema' = '{
      "type": "record", "name": "MeetingCompletion", "namespace": "io.adjourn.meetings.v1",
      "fields": [
        {"name": "epoch", "type": "int", "default": 0},
        {"name": "revision", "type": "int"},
        {"name": "outcome", "type": {"type": "enum", "name": "Outcome", "default": "UNKNOWN", "symbols": [
          "COMPLETE", "PARTIAL", "NOT_CAPTURED", "TIMED_OUT", "FAILED", "DELETED", "UNCONFIRMED", "UNKNOWN"]}},
        {"name": "ended_at_micros", "aliases": ["ended_at"], "type": ["null", "long"], "default": null}
      ]
    }'
);

-- Deletions by the vendor are rows whose outcome is DELETED: delete what you derived from them.
SELECT meeting_key, epoch, revision, outcome, ended_at FROM meetings;
