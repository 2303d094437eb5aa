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

{{/* Of pods: nothing that a new version of the chart alone would change, and roll them for. Of (list . component). */}}
{{- define "adjourn.podLabels" -}}
{{- $ := index . 0 -}}
{{ include "adjourn.selector" . }}
{{- with $.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* A metadata's labels and annotations. Of (list . component), or (list . component annotations). */}}
{{- define "adjourn.meta" -}}
{{- $ := index . 0 -}}
{{- $own := dict -}}
{{- if gt (len .) 2 -}}
{{- $own = index . 2 -}}
{{- end -}}
labels:
  {{- include "adjourn.labels" (list $ (index . 1)) | nindent 2 }}
{{- with merge (deepCopy $own) $.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Of (list . application). */}}
{{- define "adjourn.image" -}}
{{- $ := index . 0 -}}
{{- with $.Values.image.registry -}}{{ . }}/{{- end -}}
adjourn-{{ index . 1 }}:{{ default $.Chart.AppVersion $.Values.image.tag }}
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
