// Reads the document with AsyncAPI's own parser: prints a line for what is wrong with it, then the addresses of its channels.
import { Parser, fromFile } from '@asyncapi/parser'
import { AvroSchemaParser } from '@asyncapi/avro-schema-parser'

const parser = new Parser()
parser.registerSchemaParser(AvroSchemaParser())
const { document, diagnostics } = await fromFile(parser, process.argv[2]).parse()
const [ERROR, WARNING] = [0, 1]
for (const { severity, path, message } of diagnostics) {
  if (severity === ERROR || severity === WARNING) console.log('wrong', path.join('.'), message)
}
for (const channel of document?.channels().all() ?? []) console.log('channel', channel.address())
