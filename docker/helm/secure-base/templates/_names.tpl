{{/* Begins the names of all objects. */}}
{{- define "secure-base.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/*
The labels of all objects. They never change, since the selector of a Deployment can't; so no version is among them.
Helm adds app.kubernetes.io/managed-by itself.
*/}}
{{- define "secure-base.labels" -}}
app.kubernetes.io/name: secure-base
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "secure-base.practiceReport.labels" -}}
app.kubernetes.io/name: practice-report
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "secure-base.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* Of every container: it is not root and writes to its volumes alone. */}}
{{- define "secure-base.containerSecurityContext" -}}
readOnlyRootFilesystem: true
allowPrivilegeEscalation: false
capabilities: { drop: [ALL] }
{{- end -}}
