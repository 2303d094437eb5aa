// Reads records as a Kafka client hands them out, and prints what the SDK makes of each. A line is what is between tabs: the value,
// then name=value for each header or attribute; what may be any text or bytes is in base64, and a null value is "null".
import { createInterface } from 'node:readline'
import { Kafka } from 'cloudevents'

for await (const line of createInterface({ input: process.stdin })) {
  const [value, ...headers] = line.split('\t')
  const message = {
    value: value === 'null' ? null : Buffer.from(value, 'base64'),
    // The SDK takes headers as text; clients have them as bytes.
    headers: Object.fromEntries(headers.map((header) => header.split(/=(.*)/)).map(([name, text]) => [name, decoded(text)]))
  }
  console.log(Object.entries(read(message)).map(([name, text]) => `${name}=${encoded(text)}`).join('\t'))
}

function read(message) {
  try {
    const event = Kafka.toEvent(message)
    event.validate()
    const { data, data_base64, ...attributes } = event.toJSON()
    return Object.fromEntries(Object.entries(attributes).filter(([, text]) => text !== undefined))
  } catch (error) {
    return { error: error.message }
  }
}

function decoded(text) {
  return Buffer.from(text, 'base64').toString()
}

function encoded(text) {
  return Buffer.from(text).toString('base64')
}
