// What both examples do with a record, whichever client read it. The map stands for a table of your database.
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry'
import { setTimeout as pause } from 'node:timers/promises'

const { BOOTSTRAP_SERVERS, REGISTRY_URL, GROUP_ID, TOPICS } = process.env
export const settings = {
  brokers: (BOOTSTRAP_SERVERS ?? 'localhost:9092').split(','),
  group: GROUP_ID ?? 'my-team',
  topics: (TOPICS ?? 'meetings.completions.v1').split(',')
}

const registry = new SchemaRegistry({
  host: REGISTRY_URL ?? 'http://localhost:8081/apis/ccompat/v7',
  retry: { retries: 0 }
})
const OUTCOMES = ['COMPLETE', 'PARTIAL', 'NOT_CAPTURED', 'TIMED_OUT', 'FAILED', 'DELETED', 'UNCONFIRMED', 'UNKNOWN']
const rows = new Map()

/** Takes a record, as often as it comes. Its value is null where the record was removed from the topic. */
export async function take({ topic, partition, offset, key, value }, stillAlive) {
  if (value === null) {
    rows.delete(key)
    return print('forget', key)
  }
  try {
    value = await decode(value, stillAlive)
  } catch (e) {
    return print('skip', `${topic}-${partition}@${offset}`, e.message)
  }
  switch (value.constructor.name) { // the name of its Avro record
    case 'MeetingCompletion': return upsert(key, value)
    case 'RejectedDelivery': return print('reject', key, value.reason)
    default: return print('note', key, 'is of a type that this program does not read:', value.constructor.name)
  }
}

function upsert(key, value) {
  const epoch = value.epoch ?? 0 // records of version 1 have none
  const row = rows.get(key)
  if (row && (row.epoch - epoch || row.revision - value.revision) >= 0) return // read before: after a crash, records come again
  rows.set(key, { ...value, epoch })
  if (!OUTCOMES.includes(value.outcome)) {
    print('note', key, `has the outcome ${value.outcome}, which this program does not know, read as UNKNOWN`)
    value.outcome = 'UNKNOWN'
  }
  if (value.outcome === 'DELETED') print('delete', key, epoch, value.revision)
  else print('upsert', key, epoch, value.revision, value.outcome, toTheSecond(value.ended_at))
}

/** Tries again while the registry is away; throws what will never be readable. */
async function decode(bytes, stillAlive) {
  for (;;) {
    try {
      return await registry.decode(bytes)
    } catch (e) {
      if (e.name !== 'ResponseError' || e.status === 404) throw e
      print('wait', e.message)
      await pause(1000)
      await stillAlive()
    }
  }
}

/** Times are microseconds since the epoch, a Date takes milliseconds. */
function toTheSecond(micros) {
  return micros === null ? '-' : new Date(micros / 1000).toISOString().replace(/\.\d+Z$/, 'Z')
}

export function print(...words) {
  console.log(words.join(' '))
}
