{{/* Who may see what the inspector shows, as environment. What is secret comes as files, of one Secret. */}}

{{/* Where browsers reach the inspector. */}}
{{- define "adjourn.inspector.url" -}}
{{- $url := .Values.inspector.access.oidc.publicUrl -}}
{{- with .Values.inspector.ingress -}}
{{- if and .enabled .hosts (not $url) -}}
{{- $url = printf "%s://%s" (ternary "https" "http" (gt (len .tls) 0)) (first .hosts).host -}}
{{- end -}}
{{- end -}}
{{- $url -}}
{{- end -}}

{{/* The files that the mode needs, each with its key in the Secret: {"tokens": "tokens"}. */}}
{{- define "adjourn.access.files" -}}
{{- $files := dict -}}
{{- with .Values.inspector.access -}}
{{- if eq .mode "tokens" -}}
{{- $_ := set $files "tokens" .tokensKey -}}
{{- else if eq .mode "proxy" -}}
{{- $_ := set $files "proxy-secret" .proxy.secretKey -}}
{{- else if eq .mode "oidc" -}}
{{- if .oidc.clientSecretKey -}}
{{- $_ := set $files "client-secret" .oidc.clientSecretKey -}}
{{- end -}}
{{- if .oidc.sessionKey -}}
{{- $_ := set $files "session-secret" .oidc.sessionKey -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $files -}}
{{- end -}}

{{- define "adjourn.access.env" -}}
{{- $files := include "adjourn.access.files" . | fromJson -}}
{{- $url := include "adjourn.inspector.url" . -}}
{{- $replicas := int .Values.inspector.replicaCount -}}
{{- with .Values.inspector.access -}}
- name: INSPECTOR_ACCESS_MODE
  value: {{ required "inspector.access.mode: say how the inspector knows who looks: oidc, proxy or tokens; or none, if whoever reaches it may see all but what is masked" .mode | quote }}
{{- if eq .mode "tokens" }}
- name: INSPECTOR_ACCESS_TOKENS_FILE
  value: /etc/adjourn-access/tokens
{{- else if eq .mode "proxy" }}
- name: INSPECTOR_ACCESS_PROXY_SECRET_FILE
  value: /etc/adjourn-access/proxy-secret
- name: INSPECTOR_ACCESS_PROXY_SECRET_HEADER
  value: {{ .proxy.secretHeader | quote }}
- name: INSPECTOR_ACCESS_PROXY_USER_HEADER
  value: {{ .proxy.userHeader | quote }}
- name: INSPECTOR_ACCESS_PROXY_GROUPS_HEADER
  value: {{ .proxy.groupsHeader | quote }}
{{- with .privilegedGroups }}
- name: INSPECTOR_ACCESS_PROXY_PRIVILEGED_GROUPS
  value: {{ join "," . | quote }}
{{- end }}
{{- else if eq .mode "oidc" }}
{{- if and (gt $replicas 1) (not .oidc.sessionKey) }}
{{- fail "inspector.access.oidc.sessionKey: with several replicas, name the key of a secret that all sign sessions with" }}
{{- end }}
- name: INSPECTOR_ACCESS_OIDC_ISSUER
  value: {{ required "inspector.access.oidc.issuer: say your identity provider's URL, as its tokens name it" .oidc.issuer | quote }}
- name: INSPECTOR_ACCESS_OIDC_CLIENT_ID
  value: {{ required "inspector.access.oidc.clientId: say the ID under which your identity provider knows the inspector" .oidc.clientId | quote }}
- name: INSPECTOR_ACCESS_OIDC_PUBLIC_URL
  value: {{ required "inspector.access.oidc.publicUrl: say where browsers reach the inspector, such as https://inspector.example.com, or enable inspector.ingress" $url | quote }}
{{- if index $files "client-secret" }}
- name: INSPECTOR_ACCESS_OIDC_CLIENT_SECRET_FILE
  value: /etc/adjourn-access/client-secret
{{- end }}
{{- if index $files "session-secret" }}
- name: INSPECTOR_ACCESS_OIDC_SESSION_FILE
  value: /etc/adjourn-access/session-secret
{{- end }}
- name: INSPECTOR_ACCESS_OIDC_SESSION_LENGTH
  value: {{ .oidc.sessionLength }}
- name: INSPECTOR_ACCESS_OIDC_SCOPES
  value: {{ .oidc.scopes | quote }}
- name: INSPECTOR_ACCESS_OIDC_NAME_CLAIM
  value: {{ .oidc.nameClaim | quote }}
- name: INSPECTOR_ACCESS_OIDC_GROUPS_CLAIM
  value: {{ .oidc.groupsClaim | quote }}
{{- with .oidc.viewerGroups }}
- name: INSPECTOR_ACCESS_OIDC_VIEWER_GROUPS
  value: {{ join "," . | quote }}
{{- end }}
{{- with .privilegedGroups }}
- name: INSPECTOR_ACCESS_OIDC_PRIVILEGED_GROUPS
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* The volume with those files. A directory, so that a running pod sees them change. */}}
{{- define "adjourn.access.volume" -}}
{{- $access := .Values.inspector.access -}}
{{- $files := include "adjourn.access.files" . | fromJson -}}
secret:
  secretName: {{ required (printf "inspector.access.existingSecret: name the Secret with %s, for inspector.access.mode: %s" (values $files | sortAlpha | join " and ") $access.mode) $access.existingSecret }}
  defaultMode: 0440
  items:
    {{- range $path, $key := $files }}
    - key: {{ $key | quote }}
      path: {{ $path }}
    {{- end }}
{{- end -}}
