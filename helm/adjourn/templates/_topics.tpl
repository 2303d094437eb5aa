{{/* What this installation calls its topics, its streams application and itself. */}}

{{/* What is added to the names of a generation after the first. */}}
{{- define "adjourn.generation" -}}
{{- if gt (int .Values.topics.generation) 1 -}}.g{{ .Values.topics.generation }}{{- end -}}
{{- end -}}

{{/* A topic's name. Of (list . short-name). */}}
{{- define "adjourn.topic" -}}
{{- $ := index . 0 -}}
{{- $short := index . 1 -}}
{{- with index $.Values.topics.names $short -}}
{{- . -}}
{{- else -}}
{{- with $.Values.topics.prefix -}}{{ . }}.{{- end -}}
meetings.{{ $short }}.v1
{{- /* One says whose the topics of all generations are. */}}
{{- if ne $short "owners" -}}{{ include "adjourn.generation" $ }}{{- end -}}
{{- end -}}
{{- end -}}

{{/* The topics of the generation before, as JSON; none of the first. */}}
{{- define "adjourn.topicsBefore" -}}
{{- $before := list -}}
{{- $generation := int .Values.topics.generation -}}
{{- if gt $generation 1 -}}
{{- $topics := mergeOverwrite (deepCopy .Values.topics) (dict "generation" (sub $generation 1)) -}}
{{- $root := dict "Values" (dict "topics" $topics) -}}
{{- range list "activity" "artifacts" "calendar" "completions" "lifecycle" "open" "raw" "rejected" -}}
{{- if not (index $topics.names .) -}}
{{- $before = append $before (include "adjourn.topic" (list $root .)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson (dict "names" $before) -}}
{{- end -}}

{{/* Names the consumer group and the changelogs. */}}
{{- define "adjourn.applicationId" -}}
{{- $default := printf "%s.%s.streams" .Release.Namespace .Release.Name -}}
{{- with .Values.topics.prefix -}}
{{- $default = printf "%s.%s" . $default -}}
{{- end -}}
{{ default $default .Values.streams.applicationId }}{{ include "adjourn.generation" . }}
{{- end -}}

{{/* Names the group that is the reconciler's lease, and its transactional id. */}}
{{- define "adjourn.reconcilerId" -}}
{{- with .Values.topics.prefix -}}{{ . }}.{{- end -}}
adjourn-reconciler{{ include "adjourn.generation" . }}
{{- end -}}

{{/*
Ends where what runs has another id and nobody has set one: it would start without state, and publish everything of the last
days once more.
*/}}
{{- define "adjourn.applicationId.check" -}}
{{- if not .Values.streams.applicationId -}}
{{- $name := printf "%s-streams" (include "adjourn.fullname" .) -}}
{{- $id := include "adjourn.applicationId" . | trimSuffix (include "adjourn.generation" .) -}}
{{- $live := lookup "apps/v1" "StatefulSet" .Release.Namespace $name -}}
{{- if $live -}}
{{- range (first $live.spec.template.spec.containers).env -}}
{{- if eq .name "STREAMS_APPLICATION_ID" -}}
{{- if not (regexMatch (printf "^%s([.]g[0-9]+)?$" (replace "." "[.]" $id)) .value) -}}
{{- fail (printf "streams.applicationId: the installed streams is %s; set it, or %s starts without its state" .value $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The environment that says so, as far as it is not the default. */}}
{{- define "adjourn.topics.env" -}}
{{- with .Values.topics -}}
{{- if regexMatch "^[.]|[.]$" .prefix -}}
{{- fail (printf "topics.prefix: %s begins or ends with a dot, which is added: write %s" .prefix (trimAll "." .prefix | default "such as acme")) -}}
{{- end -}}
{{- if .prefix }}
- name: ADJOURN_TOPICS_PREFIX
  value: {{ .prefix | quote }}
{{- end }}
{{- if gt (int .generation) 1 }}
- name: ADJOURN_TOPICS_GENERATION
  value: {{ .generation | quote }}
{{- end }}
{{- range $short, $name := .names }}
{{- if $name }}
- name: ADJOURN_TOPICS_NAMES_{{ upper $short }}
  value: {{ $name | quote }}
{{- end }}
{{- end }}
{{- if .bodyMaxBytes }}
- name: ADJOURN_BODY_MAX_BYTES
  value: {{ include "adjourn.plain" .bodyMaxBytes | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{/* A number of bytes with a unit, such as 7MiB, without. */}}
{{- define "adjourn.bytes" -}}
{{- $text := include "adjourn.plain" . -}}
{{- $number := regexFind "^[0-9]+" $text | int64 -}}
{{- $unit := regexFind "[A-Za-z]+$" $text -}}
{{- mul $number (get (dict "KiB" 1024 "MiB" 1048576 "GiB" 1073741824) $unit | default 1) -}}
{{- end -}}

{{/*
The catalogue: settings of topics by their short names, with those of the values; what is empty there is left to the broker. A test
compares it with io.adjourn.contracts.Topics.
*/}}
{{- define "adjourn.topics" -}}
{{- $body := include "adjourn.bytes" (default "16MiB" .Values.topics.bodyMaxBytes) | int64 -}}
{{- $margin := max 65536 (div $body 16) | int64 -}}
{{- $whole := add $body $margin $margin -}}
{{- $topics := dict -}}
{{- $_ := set $topics "raw" (dict "cleanup.policy" "delete" "retention.ms" 1209600000 "segment.ms" 43200000 "message.timestamp.type" "LogAppendTime" "max.message.bytes" (add $body $margin)) -}}
{{- range list "lifecycle" "artifacts" "activity" "calendar" -}}
{{- $_ := set $topics . (dict "cleanup.policy" "delete" "retention.ms" 2592000000 "segment.ms" 43200000 "max.message.bytes" $whole) -}}
{{- end -}}
{{- $_ := set $topics "completions" (dict "cleanup.policy" "compact" "segment.ms" 3600000 "max.compaction.lag.ms" 43200000 "max.message.bytes" 2097152) -}}
{{- $_ := set $topics "open" (dict "cleanup.policy" "compact" "segment.ms" 3600000 "max.compaction.lag.ms" 43200000 "max.message.bytes" 65536) -}}
{{- $_ := set $topics "rejected" (dict "cleanup.policy" "delete" "retention.ms" 1209600000 "segment.ms" 43200000 "max.message.bytes" $whole) -}}
{{- $minimum := dict -}}
{{- if ge (int .Values.contracts.replicationFactor) 3 -}}
{{- $minimum = dict "min.insync.replicas" 2 -}}
{{- end -}}
{{- $configured := dict -}}
{{- range $short, $settings := $topics -}}
{{- $all := merge (deepCopy $settings) $minimum -}}
{{- range $key, $value := default dict (get $.Values.topics.config $short) -}}
{{- $_ := set $all $key $value -}}
{{- end -}}
{{- $texts := dict -}}
{{- range $key, $value := $all -}}
{{- with include "adjourn.plain" $value -}}
{{- $_ := set $texts $key . -}}
{{- end -}}
{{- end -}}
{{- $_ := set $configured $short $texts -}}
{{- end -}}
{{- toJson $configured -}}
{{- end -}}

{{/* The values' settings of topics, as the file that the tools read. */}}
{{- define "adjourn.topics.config" -}}
{{- range $short, $settings := .Values.topics.config }}
{{ $short }}:
  {{- range $key, $value := $settings }}
  {{ $key }}: {{ include "adjourn.plain" $value | quote }}
  {{- end }}
{{- end }}
{{- end -}}
