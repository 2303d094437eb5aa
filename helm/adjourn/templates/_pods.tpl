{{/* What all pods have in common: Pod Security "restricted", no token, no service's environment. */}}

{{/* The metadata of a pod: nothing that a new version of the chart alone would change, and roll them for. Of (list . component values), or (list . component values annotations). */}}
{{- define "adjourn.podMeta" -}}
{{- $ := index . 0 -}}
{{- $values := index . 2 -}}
{{- $own := dict -}}
{{- if gt (len .) 3 -}}
{{- $own = index . 3 -}}
{{- end -}}
labels:
  {{- include "adjourn.selector" . | nindent 2 }}
  {{- with merge (deepCopy $values.podLabels) $.Values.commonLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with merge (deepCopy $own) $values.podAnnotations $.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/*
Without enableServiceLinks: false Kubernetes tells each pod of every Service by variables such as KAFKA_PORT or
ADJOURN_GATEWAY_PORT, which the applications would take for settings.
Of (list . component values service-account).
*/}}
{{- define "adjourn.pod" -}}
{{- $ := index . 0 -}}
{{- $selected := . -}}
{{- $values := index . 2 -}}
serviceAccountName: {{ index . 3 }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with $.Values.podSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- $pullSecrets := $.Values.imagePullSecrets -}}
{{- range $.Values.global.imagePullSecrets -}}
{{- $pullSecrets = append $pullSecrets (ternary (dict "name" .) . (kindIs "string" .)) -}}
{{- end -}}
{{- with $pullSecrets | uniq }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- $constraints := list -}}
{{- range $values.topologySpreadConstraints -}}
{{- $selector := dict "labelSelector" (dict "matchLabels" (include "adjourn.selector" $selected | fromYaml)) -}}
{{- $constraints = append $constraints (merge (deepCopy .) (hasKey . "labelSelector" | ternary dict $selector)) -}}
{{- end -}}
{{- with $constraints }}
topologySpreadConstraints:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- range $field := list "nodeSelector" "tolerations" "affinity" "priorityClassName" "runtimeClassName" "dnsPolicy" "dnsConfig" }}
{{- with index $values $field }}
{{ dict $field . | toYaml }}
{{- end }}
{{- end }}
{{- end -}}

{{/* What all containers have in common. Of (list . values image). */}}
{{- define "adjourn.container" -}}
{{- $ := index . 0 -}}
{{- $values := index . 1 -}}
image: {{ index . 2 }}
imagePullPolicy: {{ $.Values.image.pullPolicy }}
{{- with $.Values.securityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.resources }}
resources:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/*
Environment variables. Those of the values take the place of the chart's own of the same name, so that none is there twice.
Of (list chart's-own-as-YAML values).
*/}}
{{- define "adjourn.env" -}}
{{- $values := index . 1 -}}
{{- $open := dict -}}
{{- range $values.extraEnv -}}
{{- $_ := set $open .name . -}}
{{- end -}}
{{- $env := list -}}
{{- $names := list -}}
{{- range concat (index . 0 | fromYamlArray) $values.extraEnv -}}
{{- if not (has .name $names) -}}
{{- $names = append $names .name -}}
{{- $env = append $env (default . (get $open .name)) -}}
{{- end -}}
{{- end -}}
env:
  {{- toYaml $env | nindent 2 }}
{{- with $values.extraEnvFrom }}
envFrom:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* What all applications are told. Of (list . component). */}}
{{- define "adjourn.common.env" -}}
{{- $ := index . 0 -}}
- name: ADJOURN_INSTALLATION
  value: {{ $.Release.Namespace }}/{{ $.Release.Name }}
{{- if ne $.Values.logging.format "text" }}
- name: ADJOURN_LOG_FORMAT
  value: {{ $.Values.logging.format }}
{{- end }}
{{- if $.Values.extensions.volume }}
- name: ADJOURN_EXTENSIONS
  value: /opt/adjourn/extensions
{{- end }}
{{ include "adjourn.topics.env" $ }}
{{ include "adjourn.kafka.env" . }}
{{- end -}}

{{/* The init containers: those that bring extensions, and the values' own. Of (list . values). */}}
{{- define "adjourn.initContainers" -}}
{{- $ := index . 0 -}}
{{- $containers := list -}}
{{- if $.Values.extensions.volume -}}
{{- range $.Values.extensions.initContainers -}}
{{- $mounts := append (default list .volumeMounts) (dict "name" "extensions" "mountPath" "/opt/adjourn/extensions") -}}
{{- $container := merge (dict "volumeMounts" $mounts) . -}}
{{- if $.Values.securityContext -}}
{{- $container = merge $container (dict "securityContext" $.Values.securityContext) -}}
{{- end -}}
{{- $containers = append $containers $container -}}
{{- end -}}
{{- end -}}
{{- with concat $containers (index . 1).extraInitContainers }}
initContainers:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* The volumes that every application has. Of (list . component values). */}}
{{- define "adjourn.volumes" -}}
{{- $ := index . 0 -}}
- name: tmp
  emptyDir: {}
{{- with $.Values.extensions.volume }}
- {{- toYaml (merge (dict "name" "extensions") .) | nindent 2 }}
{{- end }}
{{- if ne (index . 1) "gateway" }}
{{- include "adjourn.registry.volumes" $ }}
{{- end }}
{{- with (index . 2).extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Their mounts. Of (list . component values). */}}
{{- define "adjourn.volumeMounts" -}}
{{- $ := index . 0 -}}
- name: tmp
  mountPath: /tmp
{{- if $.Values.extensions.volume }}
- name: extensions
  mountPath: /opt/adjourn/extensions
  readOnly: true
{{- end }}
{{- if ne (index . 1) "gateway" }}
{{- include "adjourn.registry.volumeMounts" $ }}
{{- end }}
{{- with (index . 2).extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Of the values of a workload. */}}
{{- define "adjourn.probes" -}}
{{- $values := . -}}
{{- range $probe := list "startupProbe" "livenessProbe" "readinessProbe" }}
{{- with index $values $probe }}
{{ dict $probe . | toYaml }}
{{- end }}
{{- end }}
{{- end -}}

{{/* A PodDisruptionBudget's limit. */}}
{{- define "adjourn.disruptionLimit" -}}
{{- if ne (toString .minAvailable) "" -}}
minAvailable: {{ .minAvailable }}
{{- else -}}
maxUnavailable: {{ .maxUnavailable }}
{{- end -}}
{{- end -}}
