// What is done with a record. The map stands for a table of your database.
package main

import (
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"github.com/hamba/avro/v2"
	"github.com/twmb/franz-go/pkg/kgo"
)

var (
	outcomes = []string{"COMPLETE", "PARTIAL", "NOT_CAPTURED", "TIMED_OUT", "FAILED", "DELETED", "UNCONFIRMED", "UNKNOWN"}
	rows     = map[string][2]int{}
)

func take(record *kgo.Record) error {
	key, value := string(record.Key), record.Value
	if value == nil { // the record was removed from the topic
		delete(rows, key)
		fmt.Println("forget", key)
		return nil
	} else if len(value) < 5 || value[0] != 0 {
		return fmt.Errorf("not in Confluent's wire format")
	}
	written, known := schema(binary.BigEndian.Uint32(value[1:5]))
	var fields map[string]any
	if !known {
		return fmt.Errorf("the registry does not have its schema")
	}
	if err := avro.Unmarshal(written, value[5:], &fields); err != nil {
		return err
	}
	switch kind := written.(avro.NamedSchema).Name(); kind {
	case "MeetingCompletion":
		upsert(key, fields)
	case "RejectedDelivery":
		fmt.Println("reject", key, fields["reason"])
	default:
		fmt.Println("note", key, "is of a type that this program does not read:", kind)
	}
	return nil
}

func upsert(key string, fields map[string]any) {
	epoch, _ := fields["epoch"].(int) // records of version 1 have none: 0
	age := [2]int{epoch, fields["revision"].(int)}
	if row, read := rows[key]; read && slices.Compare(row[:], age[:]) >= 0 {
		return // read before: after a crash, records come again
	}
	rows[key] = age
	outcome, ended := fields["outcome"].(string), "-"
	if !slices.Contains(outcomes, outcome) {
		fmt.Println("note", key, "has the outcome", outcome, "which this program does not know, read as UNKNOWN")
		outcome = "UNKNOWN"
	}
	if at, told := fields["ended_at"].(time.Time); told { // hamba/avro has made a time of the microseconds
		ended = at.UTC().Truncate(time.Second).Format(time.RFC3339)
	}
	if outcome == "DELETED" {
		fmt.Println("delete", key, age[0], age[1])
		return
	}
	fmt.Println("upsert", key, age[0], age[1], outcome, ended)
}
