{{/*
The sources file, for the gateway with the paths of its secrets, for streams without. Only what is named here comes into it, so
that no secret can.
*/}}

{{/* A source's keys but for its secrets. */}}
{{- define "adjourn.source" -}}
{{- pick . "vendor" "verification" "schemes" "expects" "settle" "silence" "scheduled-silence" "rate-limit" "on-kafka-unavailable" | toJson -}}
{{- end -}}

{{/* Where a secret is in the gateway's pod. Of (list . source-name index secret). */}}
{{- define "adjourn.secretFile" -}}
{{- $ := index . 0 -}}
{{- $where := printf "sources.%s.secrets.%d" (index . 1) (int (index . 2)) -}}
{{- $secret := index . 3 -}}
{{- $ways := 0 -}}
{{- range list "existingSecret" "externalSecret" "file" -}}
{{- if hasKey $secret . -}}{{- $ways = add1 $ways -}}{{- end -}}
{{- end -}}
{{- if ne (int $ways) 1 -}}
{{- fail (printf "%s: name exactly one of existingSecret (with key), externalSecret and file" $where) -}}
{{- end -}}
{{- if hasKey $secret "existingSecret" -}}
/etc/adjourn-secrets/{{ $secret.existingSecret }}/{{ required (printf "%s.key: say under which key of %s the secret is" $where $secret.existingSecret) $secret.key }}
{{- else if hasKey $secret "externalSecret" -}}
/etc/adjourn-secrets/{{ include "adjourn.fullname" $ }}-sources/{{ index . 1 }}-{{ index . 2 }}
{{- else -}}
{{ $secret.file }}
{{- end -}}
{{- end -}}

{{/* The gateway's sources file. */}}
{{- define "adjourn.sources" -}}
{{- $ := . -}}
{{- $sources := dict -}}
{{- $_ := required "sources: name at least one, so that somebody may send; values-minimal.yaml shows one" (keys .Values.sources | join ",") -}}
{{- range $name, $source := .Values.sources -}}
{{- $rendered := include "adjourn.source" $source | fromJson -}}
{{- $files := list -}}
{{- range $index, $secret := $source.secrets -}}
{{- $files = append $files (include "adjourn.secretFile" (list $ $name $index $secret)) -}}
{{- end -}}
{{- if $files -}}
{{- $_ := set $rendered "secret-files" $files -}}
{{- else if ne (default "" $source.verification) "none" -}}
{{- fail (printf "sources.%s.secrets: name its secret, or say verification: none if anybody may send" $name) -}}
{{- end -}}
{{- $_ := set $sources $name $rendered -}}
{{- end -}}
{{- toYaml (dict "sources" $sources) -}}
{{- end -}}

{{/* The one of streams: what it waits for and how long. */}}
{{- define "adjourn.streams.sources" -}}
{{- $sources := dict -}}
{{- range $name, $source := .Values.sources -}}
{{- $_ := set $sources $name (pick $source "vendor" "expects" "settle" "silence" "scheduled-silence") -}}
{{- end -}}
{{- toYaml (dict "sources" $sources) -}}
{{- end -}}

{{/* The keys of existing Secrets that the gateway needs, by Secret: {"acme": {"key": true}}. */}}
{{- define "adjourn.sources.secrets" -}}
{{- $secrets := dict -}}
{{- range .Values.sources -}}
{{- range .secrets -}}
{{- if hasKey . "existingSecret" -}}
{{- $keys := default dict (get $secrets .existingSecret) -}}
{{- $_ := set $keys .key true -}}
{{- $_ := set $secrets .existingSecret $keys -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $secrets -}}
{{- end -}}

{{/* What comes from an external store: a list of {name, remoteRef}. */}}
{{- define "adjourn.sources.external" -}}
{{- $entries := list -}}
{{- range $name, $source := .Values.sources -}}
{{- range $index, $secret := $source.secrets -}}
{{- if hasKey $secret "externalSecret" -}}
{{- $entries = append $entries (dict "secretKey" (printf "%s-%d" $name $index) "remoteRef" $secret.externalSecret) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson (dict "entries" $entries) -}}
{{- end -}}
