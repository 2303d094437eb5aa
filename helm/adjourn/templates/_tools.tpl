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

{{/* The pod template of a Job that runs a command. Of (dict "root" . "component" … "name" … "account" … "command" (list …)). */}}
{{- define "adjourn.tools.template" -}}
{{- $ := .root -}}
{{- $of := list $ .component -}}
template:
  metadata:
    labels:
      {{- include "adjourn.podLabels" $of | nindent 6 }}
    {{- with $.Values.commonAnnotations }}
    annotations:
      {{- toYaml . | nindent 6 }}
    {{- end }}
  spec:
    {{- include "adjourn.pod" (list $ .account) | nindent 4 }}
    restartPolicy: Never
    containers:
      - name: {{ .name }}
        image: {{ include "adjourn.image" (list $ "tools") }}
        imagePullPolicy: {{ $.Values.image.pullPolicy }}
        {{- include "adjourn.container" $ | nindent 8 }}
        args: {{ toJson .command }}
        env:
          {{- include "adjourn.kafka.env" $of | nindent 10 }}
          {{- include "adjourn.registry.env" $ | nindent 10 }}
        {{- with $.Values.contracts.resources }}
        resources:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        volumeMounts:
          - name: tmp
            mountPath: /tmp
          {{- with include "adjourn.registry.volumeMounts" $ }}
          {{- . | trim | nindent 10 }}
          {{- end }}
    volumes:
      - name: tmp
        emptyDir: {}
      {{- with include "adjourn.registry.volumes" $ }}
      {{- . | trim | nindent 6 }}
      {{- end }}
{{- end -}}
