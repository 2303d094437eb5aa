// Keeps a table of meetings, with @platformatic/kafka, which reads every compression that Kafka has.
import { Consumer } from '@platformatic/kafka'
import { settings, take } from './meetings.js'

const consumer = new Consumer({
  clientId: 'adjourn-example',
  groupId: settings.group,
  bootstrapBrokers: settings.brokers,
  deserializers: { key: bytes => bytes?.toString() }
})
const stream = await consumer.consume({
  topics: settings.topics,
  isolationLevel: 'READ_COMMITTED',
  mode: 'committed',
  fallbackMode: 'earliest',
  autocommit: false
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => consumer.close(true))
}

for await (const message of stream) {
  const { topic, partition, offset, key, value } = message
  await take({ topic, partition, offset, key, value: value ?? null }, async () => {})
  // Only now: what was read and not committed is read again after a restart.
  await message.commit()
}
