{{/*
A KafkaUser with the least its component needs. Of (dict "root" . "component" … "annotations" …).

What each does: the gateway writes raw records, idempotently (which since Kafka 3.0 takes nothing beyond Write), and looks at
the topic for its readiness and its limits. Streams reads raw records as a group, writes all the others in transactions, makes and
fills its changelogs, and looks at every topic's settings before it starts. The Jobs create and alter the topics of the catalogue, and
no other; the reset forgets a group, deletes its changelogs, and makes them again from the completions. Commands read every topic and the
meetings' changelog, and send rejects back to the raw topic; with a generation after the first, they fill it from the one before.
The inspector reads every topic, in no group. The reconciler reads what streams says of meetings and what came of them, and writes answers
to the raw topic; its own topic is its memory, its group the lease, and its transactional id what ends another's lease.
All but the inspector look whose the topics are, and the Jobs write it down.
*/}}
{{- define "adjourn.strimzi.user" -}}
{{- $ := .root -}}
{{- $type := $.Values.kafka.authentication.type -}}
{{- if not (has $type (list "scram-sha-512" "mtls")) -}}
{{- fail (printf "kafka.authentication.type: is %s, but Strimzi's users have scram-sha-512 or mtls" $type) -}}
{{- end -}}
{{- $raw := include "adjourn.topic" (list $ "raw") -}}
{{- $completions := include "adjourn.topic" (list $ "completions") -}}
{{- $others := list -}}
{{- range list "activity" "artifacts" "calendar" "completions" "lifecycle" "open" "rejected" -}}
{{- $others = append $others (include "adjourn.topic" (list $ .)) -}}
{{- end -}}
{{- $owners := include "adjourn.topic" (list $ "owners") -}}
{{- $memory := include "adjourn.topic" (list $ "reconciler") -}}
{{- $before := (include "adjourn.topicsBefore" $ | fromJson).names -}}
{{- $application := include "adjourn.applicationId" $ -}}
apiVersion: kafka.strimzi.io/v1
kind: KafkaUser
metadata:
  name: {{ include "adjourn.fullname" $ }}-{{ .component }}
  labels:
    strimzi.io/cluster: {{ required "strimzi.cluster: name the Kafka that Strimzi runs" $.Values.strimzi.cluster }}
    {{- include "adjourn.labels" (list $ .component) | nindent 4 }}
  {{- with merge (deepCopy (default dict .annotations)) $.Values.commonAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  authentication:
    type: {{ ternary "tls" $type (eq $type "mtls") }}
  authorization:
    type: simple
    acls:
      {{- if ne .component "inspector" }}
      # Whose the topics are.
      - resource: {type: topic, name: {{ $owners }}, patternType: literal}
        operations: [{{ ternary "AlterConfigs, Create, Describe, DescribeConfigs, Read, Write" "Describe, Read" (eq .component "tools") }}]
      {{- end }}
      {{- if eq .component "gateway" }}
      - resource: {type: topic, name: {{ $raw }}, patternType: literal}
        operations: [Describe, DescribeConfigs, Write]
      {{- else if eq .component "streams" }}
      - resource: {type: topic, name: {{ $raw }}, patternType: literal}
        operations: [Describe, DescribeConfigs, Read]
      {{- range $topic := $others }}
      - resource: {type: topic, name: {{ $topic }}, patternType: literal}
        operations: [Describe, DescribeConfigs, Write]
      {{- end }}
      - resource: {type: group, name: {{ $application }}, patternType: literal}
        operations: [Read]
      - resource: {type: topic, name: {{ $application }}-, patternType: prefix}
        operations: [AlterConfigs, Create, Describe, DescribeConfigs, Read, Write]
      - resource: {type: transactionalId, name: {{ $application }}-, patternType: prefix}
        operations: [Describe, Write]
      {{- else if eq .component "inspector" }}
      {{- range $topic := append $others $raw }}
      - resource: {type: topic, name: {{ $topic }}, patternType: literal}
        operations: [Describe, Read]
      {{- end }}
      {{- else if eq .component "reconciler" }}
      {{- range $topic := list $completions (include "adjourn.topic" (list $ "open")) }}
      - resource: {type: topic, name: {{ $topic }}, patternType: literal}
        operations: [Describe, Read]
      {{- end }}
      {{- range $topic := list $raw $memory }}
      - resource: {type: topic, name: {{ $topic }}, patternType: literal}
        operations: [Describe, Read, Write]
      {{- end }}
      - resource: {type: group, name: {{ include "adjourn.reconcilerId" $ }}, patternType: literal}
        operations: [Read]
      - resource: {type: transactionalId, name: {{ include "adjourn.reconcilerId" $ }}, patternType: literal}
        operations: [Describe, Write]
      {{- else if eq .component "commands" }}
      - resource: {type: topic, name: {{ $memory }}, patternType: literal}
        operations: [Describe, DescribeConfigs]
      {{- range $topic := append $others $raw }}
      {{- $operations := list "Describe" "DescribeConfigs" "Read" }}
      {{- if eq $topic $raw }}
      {{- $operations = append $operations "Write" }}
      {{- end }}
      {{- if $before }}
      {{- if eq $topic $raw }}
      {{- $operations = concat $operations (list "AlterConfigs" "Delete") }}
      {{- else if eq $topic $completions }}
      {{- $operations = append $operations "Write" }}
      {{- end }}
      {{- end }}
      - resource: {type: topic, name: {{ $topic }}, patternType: literal}
        operations: [{{ $operations | sortAlpha | join ", " }}]
      {{- end }}
      {{- range $before }}
      - resource: {type: topic, name: {{ . }}, patternType: literal}
        operations: [Describe, DescribeConfigs, Read]
      {{- end }}
      {{- if $before }}
      - resource: {type: topic, name: {{ $application }}-, patternType: prefix}
        operations: [Create, Delete, Describe, DescribeConfigs, Read, Write]
      - resource: {type: group, name: {{ $application }}, patternType: literal}
        operations: [Delete, Describe]
      {{- else }}
      - resource: {type: topic, name: {{ $application }}-meeting-state-changelog, patternType: literal}
        operations: [Describe, Read]
      {{- end }}
      {{- else }}
      {{- range $before }}
      - resource: {type: topic, name: {{ . }}, patternType: literal}
        operations: [Describe, DescribeConfigs]
      {{- end }}
      {{- range $topic := append $others $raw }}
      - resource: {type: topic, name: {{ $topic }}, patternType: literal}
        operations: [AlterConfigs, Create, Describe, DescribeConfigs{{ if and $.Values.streams.reset (eq $topic $completions) }}, Read{{ end }}]
      {{- end }}
      - resource: {type: topic, name: {{ $memory }}, patternType: literal}
        operations: [AlterConfigs, Create, Describe, DescribeConfigs]
      {{- if $.Values.streams.reset }}
      - resource: {type: group, name: {{ $application }}, patternType: literal}
        operations: [Delete, Describe]
      - resource: {type: topic, name: {{ $application }}-, patternType: prefix}
        operations: [Create, Delete, Describe, DescribeConfigs, Write]
      {{- end }}
      {{- end }}
{{- end -}}
