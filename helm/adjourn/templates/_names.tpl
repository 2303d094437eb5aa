{{/* Names and labels. */}}

{{- define "adjourn.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What never changes, and so may be in selectors and volume claims. Of (list . component). */}}
{{- define "adjourn.selector" -}}
{{- $ := index . 0 -}}
app.kubernetes.io/name: {{ default $.Chart.Name $.Values.nameOverride }}
app.kubernetes.io/instance: {{ $.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* Of (list . component). */}}
{{- define "adjourn.labels" -}}
{{- $ := index . 0 -}}
{{ include "adjourn.selector" . }}
app.kubernetes.io/part-of: adjourn
app.kubernetes.io/version: {{ $.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $.Chart.Name $.Chart.Version | replace "+" "_" }}
{{- with $.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* A metadata's labels and annotations. Of (list . component), or (list . component annotations), or with labels after those. */}}
{{- define "adjourn.meta" -}}
{{- $ := index . 0 -}}
{{- $own := dict -}}
{{- if gt (len .) 2 -}}
{{- $own = index . 2 -}}
{{- end -}}
labels:
  {{- if gt (len .) 3 }}
  {{- merge (deepCopy (index . 3)) (include "adjourn.labels" . | fromYaml) | toYaml | nindent 2 }}
  {{- else }}
  {{- include "adjourn.labels" . | nindent 2 }}
  {{- end }}
{{- with merge (deepCopy $own) $.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* The image of an application. Of (list . application). */}}
{{- define "adjourn.image" -}}
{{- $ := index . 0 -}}
{{- $image := (index $.Values (index . 1)).image -}}
{{- $registry := default $.Values.image.registry $.Values.global.imageRegistry -}}
{{- $registry := required "image.registry: say where the images are, such as registry.example.com/adjourn; values-minimal.yaml shows all that must be said" $registry -}}
{{- $tag := default (default $.Chart.AppVersion $.Values.image.tag) $image.tag -}}
{{ $registry }}/{{ include "adjourn.imageName" (list $image.repository $tag $image.digest) }}
{{- end -}}

{{/* Of (list repository tag digest). */}}
{{- define "adjourn.imageName" -}}
{{- if index . 2 -}}
{{ index . 0 }}@{{ index . 2 }}
{{- else -}}
{{ index . 0 }}:{{ index . 1 }}
{{- end -}}
{{- end -}}

{{/* A storage class as a claim names it; "-" is none, empty the cluster's default. Of (list . class). */}}
{{- define "adjourn.storageClass" -}}
{{- $ := index . 0 -}}
{{- with default (index . 1) $.Values.global.storageClass -}}
storageClassName: {{ . | trimPrefix "-" | quote }}
{{- end -}}
{{- end -}}

{{- define "adjourn.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "adjourn.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* The port a URL or host:port ends in. */}}
{{- define "adjourn.port" -}}
{{- $hostAndPath := regexReplaceAll "^https?://" . "" -}}
{{- $host := regexReplaceAll "/.*$" $hostAndPath "" -}}
{{- $port := regexFind ":[0-9]+$" $host | trimPrefix ":" -}}
{{- if $port -}}{{ $port }}{{- else if hasPrefix "https:" . -}}443{{- else -}}80{{- end -}}
{{- end -}}

{{/* Whether the gateway's webhook port is https or http. */}}
{{- define "adjourn.scheme" -}}
{{- if .Values.gateway.tls.existingSecret -}}https{{- else -}}http{{- end -}}
{{- end -}}

{{/*
How many replicas a workload gets. What an autoscaler has set is looked up and kept: a workload without the field would get 1 where
an earlier manifest had it, and one with a fixed number would be scaled back by each upgrade. Nothing is looked up without a
cluster, as in `helm template` and Argo CD.
Of (dict "root" . "kind" … "name" … "count" … "scaled" … "minimum" …).
*/}}
{{- define "adjourn.replicas" -}}
{{- $replicas := int .count -}}
{{- if .scaled -}}
{{- $replicas = max $replicas (int .minimum) -}}
{{- $live := lookup "apps/v1" .kind .root.Release.Namespace .name -}}
{{- if $live -}}
{{- $replicas = default $replicas (int $live.spec.replicas) -}}
{{- end -}}
{{- end -}}
{{- $replicas -}}
{{- end -}}

{{/* A value as text: YAML's whole numbers are fractions by now, and large ones would be written with an exponent. */}}
{{- define "adjourn.plain" -}}
{{- $text := toString . -}}
{{- if kindIs "float64" . -}}
{{- if eq (floor .) . -}}
{{- $text = int64 . | toString -}}
{{- end -}}
{{- end -}}
{{- $text -}}
{{- end -}}
