{{/* How Kafka and the registry are reached, as environment. Credentials come from Secrets alone. */}}

{{/* The Secret with a component's credentials for Kafka: gateway, streams, inspector, reconciler, tools or commands. Of (list . component). */}}
{{- define "adjourn.kafka.secret" -}}
{{- $ := index . 0 -}}
{{- $component := index . 1 -}}
{{- $authentication := $.Values.kafka.authentication -}}
{{- $own := index $authentication (printf "%sSecret" ($component | replace "commands" "tools")) -}}
{{- if $own -}}
{{- $own -}}
{{- else if $.Values.strimzi.users.enabled -}}
{{- include "adjourn.fullname" $ }}-{{ $component -}}
{{- else -}}
{{- required (printf "kafka.authentication.existingSecret: name the Secret with the credentials for %s" $authentication.type) $authentication.existingSecret -}}
{{- end -}}
{{- end -}}

{{/* The keys in that Secret; Strimzi has its own. */}}
{{- define "adjourn.kafka.keys" -}}
{{- $authentication := .Values.kafka.authentication -}}
{{- if .Values.strimzi.users.enabled -}}
{{- dict "jaas" "sasl.jaas.config" "username" "" "password" "password" "certificate" "user.crt" "key" "user.key" | toJson -}}
{{- else -}}
{{- dict "jaas" $authentication.jaasConfigKey "username" $authentication.usernameKey "password" $authentication.passwordKey "certificate" $authentication.certificateKey "key" $authentication.privateKeyKey | toJson -}}
{{- end -}}
{{- end -}}

{{- define "adjourn.kafka.usesTls" -}}
{{- if or .Values.kafka.tls.enabled (has .Values.kafka.authentication.type (list "mtls" "aws-msk-iam")) -}}true{{- end -}}
{{- end -}}

{{- define "adjourn.kafka.usesSasl" -}}
{{- if not (has .Values.kafka.authentication.type (list "none" "mtls")) -}}true{{- end -}}
{{- end -}}

{{- define "adjourn.fromSecret" -}}
valueFrom:
  secretKeyRef:
    name: {{ index . 0 }}
    key: {{ index . 1 }}
{{- end -}}

{{/* The environment that tells of Kafka. Of (list . component). */}}
{{- define "adjourn.kafka.env" -}}
{{- $ := index . 0 -}}
{{- $tls := include "adjourn.kafka.usesTls" $ -}}
{{- $sasl := include "adjourn.kafka.usesSasl" $ -}}
{{- $keys := include "adjourn.kafka.keys" $ | fromJson -}}
- name: ADJOURN_KAFKA_BOOTSTRAP_SERVERS
  value: {{ required "kafka.bootstrapServers: say where Kafka is, as host:port; values-minimal.yaml shows all that must be said" $.Values.kafka.bootstrapServers | quote }}
{{- if or $tls $sasl }}
- name: KAFKA_SECURITY_PROTOCOL
  value: {{ ternary (ternary "SASL_SSL" "SSL" (eq $sasl "true")) "SASL_PLAINTEXT" (eq $tls "true") }}
{{- end }}
{{- if and $tls $.Values.kafka.tls.caSecret }}
- name: KAFKA_SSL_TRUSTSTORE_TYPE
  value: PEM
- name: KAFKA_SSL_TRUSTSTORE_CERTIFICATES
  {{- include "adjourn.fromSecret" (list $.Values.kafka.tls.caSecret $.Values.kafka.tls.caKey) | nindent 2 }}
{{- end }}
{{- if eq $.Values.kafka.authentication.type "mtls" }}
{{- $secret := include "adjourn.kafka.secret" . }}
- name: KAFKA_SSL_KEYSTORE_TYPE
  value: PEM
- name: KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN
  {{- include "adjourn.fromSecret" (list $secret $keys.certificate) | nindent 2 }}
- name: KAFKA_SSL_KEYSTORE_KEY
  {{- include "adjourn.fromSecret" (list $secret $keys.key) | nindent 2 }}
{{- end }}
{{- if $sasl }}
{{- include (printf "adjourn.kafka.sasl.%s" (has $.Values.kafka.authentication.type (list "oauthbearer" "aws-msk-iam") | ternary $.Values.kafka.authentication.type "password")) . }}
{{- end }}
{{- include "adjourn.settings" (list "kafka" $.Values.kafka.settings "kafka.authentication") }}
{{- end -}}

{{/* SASL with a name and a password. Of (list . component). */}}
{{- define "adjourn.kafka.sasl.password" -}}
{{- $ := index . 0 -}}
{{- $keys := include "adjourn.kafka.keys" $ | fromJson -}}
{{- $secret := include "adjourn.kafka.secret" . }}
- name: KAFKA_SASL_MECHANISM
  value: {{ upper $.Values.kafka.authentication.type }}
{{- if $keys.jaas }}
- name: KAFKA_SASL_JAAS_CONFIG
  {{- include "adjourn.fromSecret" (list $secret $keys.jaas) | nindent 2 }}
{{- else }}
{{- $module := ternary "plain.PlainLoginModule" "scram.ScramLoginModule" (eq $.Values.kafka.authentication.type "plain") }}
- name: CREDENTIALS_KAFKA_USERNAME
  {{- include "adjourn.fromSecret" (list $secret $keys.username) | nindent 2 }}
- name: CREDENTIALS_KAFKA_PASSWORD
  {{- include "adjourn.fromSecret" (list $secret $keys.password) | nindent 2 }}
- name: KAFKA_SASL_JAAS_CONFIG
  value: {{ printf "org.apache.kafka.common.security.%s required username=\"$(CREDENTIALS_KAFKA_USERNAME)\" password=\"$(CREDENTIALS_KAFKA_PASSWORD)\";" $module | quote }}
{{- end }}
{{- end -}}

{{/* SASL with a token of an identity provider, fetched with the client's own credentials. Of (list . component). */}}
{{- define "adjourn.kafka.sasl.oauthbearer" -}}
{{- $ := index . 0 -}}
{{- $authentication := $.Values.kafka.authentication -}}
{{- $oauth := $authentication.oauth -}}
{{- $url := required "kafka.authentication.oauth.tokenEndpointUrl: say where tokens are fetched, such as https://identity.example.com/oauth2/token" $oauth.tokenEndpointUrl -}}
{{- $secret := include "adjourn.kafka.secret" . }}
- name: KAFKA_SASL_MECHANISM
  value: OAUTHBEARER
- name: KAFKA_SASL_LOGIN_CALLBACK_HANDLER_CLASS
  value: org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler
- name: KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL
  value: {{ $url | quote }}
- name: ADJOURN_KAFKA_OAUTH_ALLOWED_URLS
  value: {{ default (list $url) $oauth.allowedUrls | join "," | quote }}
{{- if $authentication.jaasConfigKey }}
- name: KAFKA_SASL_JAAS_CONFIG
  {{- include "adjourn.fromSecret" (list $secret $authentication.jaasConfigKey) | nindent 2 }}
{{- else }}
{{- $options := list "clientId=\"$(CREDENTIALS_KAFKA_CLIENT_ID)\"" "clientSecret=\"$(CREDENTIALS_KAFKA_CLIENT_SECRET)\"" }}
{{- with $oauth.scope }}
{{- $options = append $options (printf "scope=%q" .) }}
{{- end }}
{{- range $name, $value := $oauth.extensions }}
{{- $options = append $options (printf "extension_%s=%q" $name $value) }}
{{- end }}
- name: CREDENTIALS_KAFKA_CLIENT_ID
  {{- include "adjourn.fromSecret" (list $secret $oauth.clientIdKey) | nindent 2 }}
- name: CREDENTIALS_KAFKA_CLIENT_SECRET
  {{- include "adjourn.fromSecret" (list $secret $oauth.clientSecretKey) | nindent 2 }}
- name: KAFKA_SASL_JAAS_CONFIG
  value: {{ printf "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required %s;" (join " " $options) | quote }}
{{- end }}
{{- end -}}

{{/* SASL with the pod's AWS role: the login module is an extension. */}}
{{- define "adjourn.kafka.sasl.aws-msk-iam" -}}
{{- if not (index . 0).Values.extensions.volume -}}
{{- fail "extensions.volume: kafka.authentication.type aws-msk-iam needs a volume with the jar aws-msk-iam-auth" -}}
{{- end }}
- name: KAFKA_SASL_MECHANISM
  value: AWS_MSK_IAM
- name: KAFKA_SASL_JAAS_CONFIG
  value: software.amazon.msk.auth.iam.IAMLoginModule required;
- name: KAFKA_SASL_CLIENT_CALLBACK_HANDLER_CLASS
  value: software.amazon.msk.auth.iam.IAMClientCallbackHandler
{{- end -}}

{{/* The environment that tells of the registry. */}}
{{- define "adjourn.registry.env" -}}
- name: ADJOURN_REGISTRY_URL
  value: {{ required "registry.url: say where the schema registry is; values-minimal.yaml shows all that must be said" .Values.registry.url | quote }}
{{- with .Values.registry.authentication }}
{{- if and .existingSecret (eq .type "bearer") }}
- name: REGISTRY_BEARER_AUTH_CREDENTIALS_SOURCE
  value: STATIC_TOKEN
- name: REGISTRY_BEARER_AUTH_TOKEN
  {{- include "adjourn.fromSecret" (list .existingSecret .tokenKey) | nindent 2 }}
{{- else if eq .type "oauthbearer" }}
- name: REGISTRY_BEARER_AUTH_CREDENTIALS_SOURCE
  value: OAUTHBEARER
- name: REGISTRY_BEARER_AUTH_ISSUER_ENDPOINT_URL
  value: {{ required "registry.authentication.oauth.tokenEndpointUrl: say where tokens are fetched, such as https://identity.example.com/oauth2/token" .oauth.tokenEndpointUrl | quote }}
{{- $secret := required "registry.authentication.existingSecret: name the Secret with the client's ID and secret" .existingSecret }}
- name: REGISTRY_BEARER_AUTH_CLIENT_ID
  {{- include "adjourn.fromSecret" (list $secret .oauth.clientIdKey) | nindent 2 }}
- name: REGISTRY_BEARER_AUTH_CLIENT_SECRET
  {{- include "adjourn.fromSecret" (list $secret .oauth.clientSecretKey) | nindent 2 }}
{{- with .oauth.scope }}
- name: REGISTRY_BEARER_AUTH_SCOPE
  value: {{ . | quote }}
{{- end }}
{{- with .oauth.logicalCluster }}
- name: REGISTRY_BEARER_AUTH_LOGICAL_CLUSTER
  value: {{ . | quote }}
{{- end }}
{{- with .oauth.identityPoolId }}
- name: REGISTRY_BEARER_AUTH_IDENTITY_POOL_ID
  value: {{ . | quote }}
{{- end }}
{{- else if .existingSecret }}
- name: CREDENTIALS_REGISTRY_USERNAME
  {{- include "adjourn.fromSecret" (list .existingSecret .usernameKey) | nindent 2 }}
- name: CREDENTIALS_REGISTRY_PASSWORD
  {{- include "adjourn.fromSecret" (list .existingSecret .passwordKey) | nindent 2 }}
- name: REGISTRY_BASIC_AUTH_CREDENTIALS_SOURCE
  value: USER_INFO
- name: REGISTRY_BASIC_AUTH_USER_INFO
  value: "$(CREDENTIALS_REGISTRY_USERNAME):$(CREDENTIALS_REGISTRY_PASSWORD)"
{{- end }}
{{- end }}
{{- with .Values.registry.tls }}
{{- if .caSecret }}
- name: REGISTRY_SSL_TRUSTSTORE_TYPE
  value: PEM
- name: REGISTRY_SSL_TRUSTSTORE_CERTIFICATES
  {{- include "adjourn.fromSecret" (list .caSecret .caKey) | nindent 2 }}
{{- else if .truststoreSecret }}
- name: REGISTRY_SSL_TRUSTSTORE_TYPE
  value: PKCS12
- name: REGISTRY_SSL_TRUSTSTORE_LOCATION
  value: /etc/adjourn-registry/{{ .truststoreKey }}
- name: REGISTRY_SSL_TRUSTSTORE_PASSWORD
  {{- include "adjourn.fromSecret" (list .truststoreSecret .passwordKey) | nindent 2 }}
{{- end }}
{{- if .certificateSecret }}
- name: REGISTRY_SSL_KEYSTORE_TYPE
  value: PEM
- name: REGISTRY_SSL_KEYSTORE_CERTIFICATE_CHAIN
  {{- include "adjourn.fromSecret" (list .certificateSecret .certificateKey) | nindent 2 }}
- name: REGISTRY_SSL_KEYSTORE_KEY
  {{- include "adjourn.fromSecret" (list .certificateSecret .privateKeyKey) | nindent 2 }}
{{- end }}
{{- end }}
{{- include "adjourn.settings" (list "registry" .Values.registry.settings "registry.authentication") }}
{{- end -}}

{{/* Settings by their own names, as environment. Of (list prefix settings where-credentials-belong). */}}
{{- define "adjourn.settings" -}}
{{- $prefix := index . 0 -}}
{{- $home := index . 2 -}}
{{- range $name, $value := index . 1 }}
{{- if regexMatch "(password|passphrase|jaas|secret$|token$|private\\.key|user\\.info|keystore\\.key)" $name }}
{{- fail (printf "%s.settings.%s: is a credential, which may not stand in values: see %s, or give it by extraEnv from a Secret" $prefix $name $home) }}
{{- end }}
- name: {{ printf "%s.%s" $prefix $name | upper | replace "." "_" }}
  value: {{ include "adjourn.plain" $value | quote }}
{{- end }}
{{- end -}}

{{- define "adjourn.registry.volumeMounts" -}}
{{- with .Values.registry.tls -}}
{{- if and .truststoreSecret (not .caSecret) }}
- name: registry-tls
  mountPath: /etc/adjourn-registry
  readOnly: true
{{- end }}
{{- end }}
{{- end -}}

{{- define "adjourn.registry.volumes" -}}
{{- with .Values.registry.tls -}}
{{- if and .truststoreSecret (not .caSecret) }}
- name: registry-tls
  secret:
    secretName: {{ .truststoreSecret }}
    defaultMode: 0440
    items:
      - key: {{ .truststoreKey }}
        path: {{ .truststoreKey }}
{{- end }}
{{- end }}
{{- end -}}
