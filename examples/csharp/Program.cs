// Keeps a table of meetings, with Confluent.Kafka. The dictionary stands for a table of your database.
using Avro.Generic;
using Confluent.Kafka;
using Confluent.Kafka.SyncOverAsync;
using Confluent.SchemaRegistry;
using Confluent.SchemaRegistry.Serdes;

string Setting(string variable, string usual) => Environment.GetEnvironmentVariable(variable) ?? usual;
void Say(params object?[] words) => Console.WriteLine(string.Join(' ', words));

string[] outcomes = ["COMPLETE", "PARTIAL", "NOT_CAPTURED", "TIMED_OUT", "FAILED", "DELETED", "UNCONFIRMED", "UNKNOWN"];
var rows = new Dictionary<string, (int Epoch, int Revision)>();
using var registry = new CachedSchemaRegistryClient(
    new SchemaRegistryConfig { Url = Setting("REGISTRY_URL", "http://localhost:8081/apis/ccompat/v7") });
// With the schema that a record was written with: with one of your own, a new symbol would be an error.
var decode = new AvroDeserializer<GenericRecord>(registry).AsSyncOverAsync();

void Upsert(string key, GenericRecord record)
{
    // Records of version 1 have no epoch.
    var age = (Epoch: record.TryGetValue("epoch", out var epoch) ? (int)epoch : 0, Revision: (int)record["revision"]);
    if (rows.TryGetValue(key, out var row) && row.CompareTo(age) >= 0) return; // read before: after a crash, records come again
    rows[key] = age;
    var outcome = ((GenericEnum)record["outcome"]).Value;
    if (!outcomes.Contains(outcome))
    {
        Say("note", key, "has the outcome", outcome, "which this program does not know, read as UNKNOWN");
        outcome = "UNKNOWN";
    }
    // Avro's library has made a DateTime of the microseconds, in UTC.
    var ended = record["ended_at"] is DateTime time ? time.ToString("yyyy-MM-ddTHH:mm:ssZ") : "-";
    if (outcome == "DELETED") Say("delete", key, age.Epoch, age.Revision);
    else Say("upsert", key, age.Epoch, age.Revision, outcome, ended);
}

void Take(ConsumeResult<string, byte[]> result)
{
    var key = result.Message.Key;
    if (result.Message.Value is not { } value) // the record was removed from the topic
    {
        rows.Remove(key);
        Say("forget", key);
        return;
    }
    var context = new SerializationContext(MessageComponentType.Value, result.Topic);
    var record = decode.Deserialize(value, false, context);
    if (record.Schema.Name == "MeetingCompletion") Upsert(key, record);
    else if (record.Schema.Name == "RejectedDelivery") Say("reject", key, ((GenericEnum)record["reason"]).Value);
    else Say("note", key, "is of a type that this program does not read:", record.Schema.Name);
}

using var stop = new CancellationTokenSource();
AppDomain.CurrentDomain.ProcessExit += (_, _) => stop.Cancel();
using var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig
{
    BootstrapServers = Setting("BOOTSTRAP_SERVERS", "localhost:9092"), GroupId = Setting("GROUP_ID", "my-team"),
    IsolationLevel = IsolationLevel.ReadCommitted, AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false
}).Build();
consumer.Subscribe(Setting("TOPICS", "meetings.completions.v1").Split(','));
while (!stop.IsCancellationRequested)
{
    var result = consumer.Consume(TimeSpan.FromSeconds(1));
    if (result is null) continue;
    for (var done = false; !done;)
    {
        try { Take(result); done = true; }
        catch (Exception e) when (e is HttpRequestException or SchemaRegistryException { Status: not System.Net.HttpStatusCode.NotFound })
        {
            Say("wait", e.Message);
            Thread.Sleep(1000);
        }
        catch (Exception e) { Say("skip", $"{result.Topic}-{result.Partition.Value}@{result.Offset.Value}", e.Message); done = true; }
    }
    consumer.Commit(result); // after the work: what is not committed is read again
}
consumer.Close();
