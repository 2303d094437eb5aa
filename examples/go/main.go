// Keeps a table of meetings, with franz-go.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/twmb/franz-go/pkg/kgo"
)

func setting(variable, usual string) string {
	if value, set := os.LookupEnv(variable); set {
		return value
	}
	return usual
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	client, err := kgo.NewClient(
		kgo.SeedBrokers(strings.Split(setting("BOOTSTRAP_SERVERS", "localhost:9092"), ",")...),
		kgo.ConsumerGroup(setting("GROUP_ID", "my-team")),
		kgo.ConsumeTopics(strings.Split(setting("TOPICS", "meetings.completions.v1"), ",")...),
		kgo.FetchIsolationLevel(kgo.ReadCommitted()), kgo.DisableAutoCommit(),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	if err != nil {
		panic(err)
	}
	defer client.Close()
	for ctx.Err() == nil {
		client.PollFetches(ctx).EachRecord(func(record *kgo.Record) {
			if err := take(record); err != nil {
				fmt.Printf("skip %s-%d@%d %v\n", record.Topic, record.Partition, record.Offset, err)
			}
		})
		client.CommitUncommittedOffsets(ctx) // after the work: what is not committed is read again
	}
}
