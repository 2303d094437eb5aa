{{/*
What a component may reach: names, Kafka, and all but the gateway the registry; the inspector its identity provider, and the reconciler
the vendors. Of (list . component).
*/}}
{{- define "adjourn.egress" -}}
{{- $ := index . 0 -}}
{{- $ports := list -}}
{{- range splitList "," $.Values.kafka.bootstrapServers -}}
{{- $ports = append $ports (include "adjourn.port" (trim .) | int) -}}
{{- end -}}
{{- if ne (index . 1) "gateway" -}}
{{- $ports = append $ports (include "adjourn.port" $.Values.registry.url | int) -}}
{{- with $.Values.registry.authentication -}}
{{- if eq .type "oauthbearer" -}}
{{- $ports = append $ports (include "adjourn.port" .oauth.tokenEndpointUrl | int) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if eq (index . 1) "inspector" -}}
{{- with $.Values.inspector.access -}}
{{- if eq .mode "oidc" -}}
{{- $ports = append $ports (include "adjourn.port" .oidc.issuer | int) -}}
{{- end -}}
{{- end -}}
{{- else if eq (index . 1) "reconciler" -}}
{{- $ports = append $ports 443 -}}
{{- range $.Values.sources -}}
{{- if and (index . "api-keys") (index . "api-base-url") -}}
{{- $ports = append $ports (include "adjourn.port" (index . "api-base-url") | int) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- with $.Values.kafka.authentication -}}
{{- if eq .type "oauthbearer" -}}
{{- $ports = append $ports (include "adjourn.port" .oauth.tokenEndpointUrl | int) -}}
{{- else if eq .type "aws-msk-iam" -}}
{{- $ports = append $ports 443 -}}
{{- end -}}
{{- end -}}
{{- range $.Values.networkPolicy.extraEgressPorts -}}
{{- $ports = append $ports (int .) -}}
{{- end -}}
# Names; 5353 is OpenShift's.
- ports:
    - {port: 53, protocol: UDP}
    - {port: 53, protocol: TCP}
    - {port: 5353, protocol: UDP}
    - {port: 5353, protocol: TCP}
- ports:
    {{- range $ports | uniq }}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
{{- with $.Values.networkPolicy.extraEgress }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Who may read health and metrics: those that were named, and helm test. */}}
{{- define "adjourn.metricsFrom" -}}
{{- with .Values.networkPolicy.metricsFrom -}}
from:
  {{- toYaml . | nindent 2 }}
  - podSelector:
      matchLabels:
        {{- include "adjourn.selector" (list $ "test") | nindent 8 }}
{{- end }}
{{- end -}}

{{/* The spec of an Ingress. Of (dict "ingress" its-values "path" where-none-is-named "service" … "port" …). */}}
{{- define "adjourn.ingress" -}}
{{- $ := . -}}
{{- with .ingress.className -}}
ingressClassName: {{ . }}
{{ end -}}
rules:
  {{- range .ingress.hosts }}
  - host: {{ .host | quote }}
    http:
      paths:
        {{- range default (list (dict "path" $.path)) .paths }}
        - path: {{ .path }}
          pathType: {{ default "Prefix" .pathType }}
          backend:
            service:
              name: {{ $.service }}
              port:
                name: {{ $.port }}
        {{- end }}
  {{- end }}
{{- with .ingress.tls }}
tls:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
