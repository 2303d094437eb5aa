{{/*
What runs the launcher's commands. The Jobs run before everything else is there: what they need comes with them as a hook, and
goes when they are done.
*/}}

{{/* When the Jobs' own account, network policy and user are needed. */}}
{{- define "adjourn.tools.events" -}}
{{- $events := list -}}
{{- if .Values.contracts.enabled -}}
{{- $events = list "pre-install" "pre-upgrade" -}}
{{- end -}}
{{- if .Values.streams.reset -}}
{{- $events = append $events "post-upgrade" -}}
{{- end -}}
{{- join "," $events -}}
{{- end -}}

{{/* The annotations of what a Job needs. */}}
{{- define "adjourn.tools.prerequisite" -}}
helm.sh/hook: {{ include "adjourn.tools.events" . }}
helm.sh/hook-weight: "-10"
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end -}}

{{- define "adjourn.tools.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- include "adjourn.fullname" . }}-tools
{{- else -}}
{{- include "adjourn.serviceAccount" . -}}
{{- end -}}
{{- end -}}

{{/* The environment of the commands. Of (list . component). */}}
{{- define "adjourn.tools.env" -}}
{{- $ := index . 0 -}}
{{ include "adjourn.common.env" . }}
{{ include "adjourn.registry.env" $ }}
- name: STREAMS_APPLICATION_ID
  value: {{ include "adjourn.applicationId" $ | quote }}
{{- if $.Values.topics.config }}
- name: ADJOURN_TOPICS_CONFIG_FILE
  value: /etc/adjourn-topics/topics.yaml
{{- end }}
{{- end -}}

{{/*
The pod template of a Job that runs a command.
Of (dict "root" . "component" … "name" … "account" … "command" (list …) "topics" the-ConfigMap).
*/}}
{{- define "adjourn.tools.template" -}}
{{- $ := .root -}}
{{- $values := $.Values.tools -}}
{{- $of := list $ .component $values -}}
template:
  metadata:
    {{- include "adjourn.podMeta" $of | nindent 4 }}
  spec:
    {{- include "adjourn.pod" (append $of .account) | nindent 4 }}
    restartPolicy: Never
    {{- with include "adjourn.initContainers" (list $ $values) }}
    {{- . | nindent 4 }}
    {{- end }}
    containers:
      - name: {{ .name }}
        {{- include "adjourn.container" (list $ $values (include "adjourn.image" (list $ "tools"))) | nindent 8 }}
        args: {{ toJson .command }}
        {{- include "adjourn.env" (list (include "adjourn.tools.env" $of) $values) | nindent 8 }}
        volumeMounts:
          {{- include "adjourn.volumeMounts" $of | nindent 10 }}
          {{- if $.Values.topics.config }}
          - name: topics
            mountPath: /etc/adjourn-topics
            readOnly: true
          {{- end }}
    volumes:
      {{- include "adjourn.volumes" $of | nindent 6 }}
      {{- if $.Values.topics.config }}
      - name: topics
        configMap:
          name: {{ .topics }}
      {{- end }}
{{- end -}}
