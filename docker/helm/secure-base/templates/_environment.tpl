{{/* The settings of the service; files are where _volumes.tpl mounts them. */}}
{{- define "secure-base.environment" -}}
- name: PUBLIC_URL
  value: {{ .Values.publicUrl | quote }}
- name: TRUSTED_CLIENTS
  value: /site/{{ .Values.clients.key }}
{{- if .Values.smartKey.existingSecret }}
- name: SMART_KEY
  value: /site/{{ .Values.smartKey.key }}
{{- end }}
{{- if .Values.siteSettings }}
- name: SITE_SETTINGS
  value: /site/site-settings.json
{{- end }}
{{- if .Values.practiceCentiles }}
- name: PRACTICE_CENTILES
  value: /site/practice-centiles.json
{{- end }}
{{- if .Values.staffDirectory.existingClaim }}
- name: STAFF_DIRECTORY
  value: /staff/{{ .Values.staffDirectory.file }}
{{- end }}
{{- if or .Values.sites.content .Values.sites.existingSecret .Values.sites.existingClaim }}
- name: SITES
  value: /sites
{{- end }}
{{- range $name, $value := .Values.settings }}
- name: {{ $name }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- range $name, $key := .Values.secrets.keys }}
{{- if $key }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef:
      name: {{ $.Values.secrets.existingSecret }}
      key: {{ $key }}
      {{- if has $name (list "SESSION_KEY" "ADMIN_TOKEN") }}
      optional: true
      {{- end }}
{{- end }}
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}
