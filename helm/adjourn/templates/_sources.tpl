{{/*
The sources file: for the gateway with the paths of its secrets, for the reconciler with those of its API keys, for streams with neither.
Only what is named here comes into it, so that no secret can. The lists of secrets are "secrets" and "api-keys": each has a directory
of its own, in the pod of the one application that reads it.
*/}}

{{/* A source's keys but for its secrets. */}}
{{- define "adjourn.source" -}}
{{- pick . "vendor" "verification" "schemes" "expects" "settle" "silence" "scheduled-silence" "rate-limit" "on-kafka-unavailable" | toJson -}}
{{- end -}}

{{/* Where the secrets of a list are mounted. */}}
{{- define "adjourn.secretsDirectory" -}}
{{- ternary "/etc/adjourn-secrets" "/etc/adjourn-keys" (eq . "secrets") -}}
{{- end -}}

{{/* The Secret with those of a list that come from an external store. Of (list . list). */}}
{{- define "adjourn.externalSecret" -}}
{{ include "adjourn.fullname" (index . 0) }}-{{ ternary "sources" "reconciler-sources" (eq (index . 1) "secrets") }}
{{- end -}}

{{/* Where a secret is in its pod. Of (list . list source-name index secret). */}}
{{- define "adjourn.secretFile" -}}
{{- $list := index . 1 -}}
{{- $where := printf "sources.%s.%s.%d" (index . 2) $list (int (index . 3)) -}}
{{- $directory := include "adjourn.secretsDirectory" $list -}}
{{- $secret := index . 4 -}}
{{- $ways := 0 -}}
{{- range list "existingSecret" "externalSecret" "file" -}}
{{- if hasKey $secret . -}}{{- $ways = add1 $ways -}}{{- end -}}
{{- end -}}
{{- if ne (int $ways) 1 -}}
{{- fail (printf "%s: name exactly one of existingSecret (with key), externalSecret and file" $where) -}}
{{- end -}}
{{- if hasKey $secret "existingSecret" -}}
{{ $directory }}/{{ $secret.existingSecret }}/{{ required (printf "%s.key: say under which key of %s the secret is" $where $secret.existingSecret) $secret.key }}
{{- else if hasKey $secret "externalSecret" -}}
{{ $directory }}/{{ include "adjourn.externalSecret" . }}/{{ index . 2 }}-{{ index . 3 }}
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
{{- $files = append $files (include "adjourn.secretFile" (list $ "secrets" $name $index $secret)) -}}
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

{{/* The reconciler's: those that it may ask about, and what their bots are expected to produce. */}}
{{- define "adjourn.reconciler.sources" -}}
{{- $ := . -}}
{{- $sources := dict -}}
{{- range $name, $source := .Values.sources -}}
{{- $files := list -}}
{{- range $index, $key := default list (index $source "api-keys") -}}
{{- $files = append $files (include "adjourn.secretFile" (list $ "api-keys" $name $index $key)) -}}
{{- end -}}
{{- if $files -}}
{{- $rendered := pick $source "vendor" "expects" "settle" "silence" "scheduled-silence" "api-base-url" -}}
{{- $_ := set $rendered "api-key-files" $files -}}
{{- $_ := set $sources $name $rendered -}}
{{- end -}}
{{- end -}}
{{- if not $sources -}}
{{- fail "sources: reconciler.enabled has vendors asked, but no source has api-keys: give one its vendor's API key, as [{existingSecret: acme, key: api-key}]" -}}
{{- end -}}
{{- toYaml (dict "sources" $sources) -}}
{{- end -}}

{{/* The keys of existing Secrets that a list names, by Secret: {"acme": {"key": true}}. Of (list . list). */}}
{{- define "adjourn.sources.secrets" -}}
{{- $list := index . 1 -}}
{{- $secrets := dict -}}
{{- range (index . 0).Values.sources -}}
{{- range default list (index . $list) -}}
{{- if hasKey . "existingSecret" -}}
{{- $keys := default dict (get $secrets .existingSecret) -}}
{{- $_ := set $keys .key true -}}
{{- $_ := set $secrets .existingSecret $keys -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $secrets -}}
{{- end -}}

{{/* What of a list comes from an external store: {secretKey, remoteRef} each. Of (list . list). */}}
{{- define "adjourn.sources.external" -}}
{{- $list := index . 1 -}}
{{- $entries := list -}}
{{- range $name, $source := (index . 0).Values.sources -}}
{{- range $index, $secret := default list (index $source $list) -}}
{{- if hasKey $secret "externalSecret" -}}
{{- $entries = append $entries (dict "secretKey" (printf "%s-%d" $name $index) "remoteRef" $secret.externalSecret) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson (dict "entries" $entries) -}}
{{- end -}}

{{/* The volume's sources with what a list names, each where the sources file says; nothing if all are files. Of (list . list). */}}
{{- define "adjourn.sources.projected" -}}
{{- $externalSecret := include "adjourn.externalSecret" . -}}
{{- range $secret, $keys := include "adjourn.sources.secrets" . | fromJson }}
- secret:
    name: {{ $secret }}
    items:
      {{- range $key, $_ := $keys }}
      - key: {{ $key | quote }}
        path: {{ printf "%s/%s" $secret $key | quote }}
      {{- end }}
{{- end }}
{{- with (include "adjourn.sources.external" . | fromJson).entries }}
- secret:
    name: {{ $externalSecret }}
    items:
      {{- range . }}
      - key: {{ .secretKey }}
        path: {{ $externalSecret }}/{{ .secretKey }}
      {{- end }}
{{- end }}
{{- end -}}
