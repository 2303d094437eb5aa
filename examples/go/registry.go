// How a record is decoded.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/hamba/avro/v2"
)

var (
	schemas  = map[uint32]avro.Schema{}
	registry = setting("REGISTRY_URL", "http://localhost:8081/apis/ccompat/v7")
)

// schema is the one that a record was written with; false where the registry lacks it. Waits while the registry is away.
func schema(id uint32) (avro.Schema, bool) {
	for schemas[id] == nil {
		var found struct{ Schema string }
		answer, err := http.Get(fmt.Sprintf("%s/schemas/ids/%d", registry, id))
		if err == nil && answer.StatusCode == http.StatusNotFound {
			return nil, false
		}
		if err == nil && answer.StatusCode == http.StatusOK && json.NewDecoder(answer.Body).Decode(&found) == nil {
			schemas[id] = avro.MustParse(found.Schema)
			break
		}
		fmt.Println("wait", err)
		time.Sleep(time.Second)
	}
	return schemas[id], true
}
