"""Keeps a table of meetings, with confluent-kafka. The dictionary stands for a table of your database."""
import functools
import io
import json
import os
import signal
import time
from urllib.request import urlopen

import avro.io
import avro.schema
from confluent_kafka import Consumer

OUTCOMES = {"COMPLETE", "PARTIAL", "NOT_CAPTURED", "TIMED_OUT", "FAILED", "DELETED", "UNCONFIRMED", "UNKNOWN"}
registry = os.getenv("REGISTRY_URL", "http://localhost:8081/apis/ccompat/v7")
readers, rows, say = {}, {}, functools.partial(print, flush=True)


def reader(schema_id):
    """Reads by the schema that a record was written with. By one of your own, Python would fail at a new symbol."""
    while schema_id not in readers:
        try:
            with urlopen(f"{registry}/schemas/ids/{schema_id}", timeout=10) as answer:
                readers[schema_id] = avro.io.DatumReader(avro.schema.parse(json.load(answer)["schema"]))
        except OSError as failure:
            if getattr(failure, "code", None) == 404:
                raise ValueError(f"the registry has no schema {schema_id}") from failure
            say("wait", failure)
            time.sleep(1)
    return readers[schema_id]


def take(key, value):
    if value is None:  # the record was removed from the topic
        rows.pop(key, None)
        return say("forget", key)
    if len(value) < 5 or value[0] != 0:
        raise ValueError("not in Confluent's wire format")
    reads = reader(int.from_bytes(value[1:5], "big"))
    record = reads.read(avro.io.BinaryDecoder(io.BytesIO(value[5:])))
    kind = reads.writers_schema.name
    if kind == "MeetingCompletion":
        upsert(key, record)
    else:
        say("reject" if kind == "RejectedDelivery" else "note", key, record.get("reason", kind))


def upsert(key, record):
    age = (record.get("epoch", 0), record["revision"])  # records of version 1 have no epoch
    if rows.get(key, (-1, 0)) >= age:
        return  # read before: after a crash, records come again
    rows[key] = age
    outcome, ended = record["outcome"], record["ended_at"]  # avro has made a datetime of the microseconds
    if outcome not in OUTCOMES:
        say("note", key, "has the outcome", outcome, "which this program does not know, read as UNKNOWN")
        outcome = "UNKNOWN"
    if outcome == "DELETED":
        say("delete", key, *age)
    else:
        say("upsert", key, *age, outcome, ended.strftime("%Y-%m-%dT%H:%M:%SZ") if ended else "-")


signal.signal(signal.SIGTERM, signal.default_int_handler)
consumer = Consumer({
    "bootstrap.servers": os.getenv("BOOTSTRAP_SERVERS", "localhost:9092"), "group.id": os.getenv("GROUP_ID", "my-team"),
    "isolation.level": "read_committed", "auto.offset.reset": "earliest", "enable.auto.commit": False})
consumer.subscribe(os.getenv("TOPICS", "meetings.completions.v1").split(","))
try:
    while True:
        message = consumer.poll(1)
        if message is None or message.error():
            continue  # an error here is passing: the client tries again
        try:
            take(message.key().decode(), message.value())
        except (ValueError, TypeError, avro.errors.AvroException) as unreadable:
            say("skip", f"{message.topic()}-{message.partition()}@{message.offset()}", unreadable)
        consumer.commit(message, asynchronous=False)  # after the work: what is not committed is read again
except KeyboardInterrupt:
    consumer.close()
