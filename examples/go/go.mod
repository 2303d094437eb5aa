module adjourn.example/completions

go 1.23

require (
	github.com/hamba/avro/v2 v2.31.0
	github.com/twmb/franz-go v1.21.6
)
