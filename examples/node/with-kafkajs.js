// Keeps a table of meetings, with KafkaJS. It reads gzip alone: for another compression it needs a codec.
import kafkajs from 'kafkajs'
import { settings, take } from './meetings.js'

const kafka = new kafkajs.Kafka({ brokers: settings.brokers, logLevel: kafkajs.logLevel.ERROR })
const consumer = kafka.consumer({ groupId: settings.group, readUncommitted: false })

await consumer.connect()
await consumer.subscribe({ topics: settings.topics, fromBeginning: true })
await consumer.run({
  // Committed after the function has returned: what was read and not committed is read again after a restart.
  eachMessage: async ({ topic, partition, message, heartbeat }) => {
    const key = message.key.toString()
    await take({ topic, partition, offset: message.offset, key, value: message.value }, heartbeat)
  }
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => consumer.disconnect())
}
