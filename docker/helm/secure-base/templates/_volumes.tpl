{{/* The site's files. Whole folders are mounted: what is mounted by subPath would never change while a pod lives. */}}
{{- define "secure-base.volumes" -}}
- name: site
  projected:
    sources:
      {{- if .Values.clients.existingConfigMap }}
      - configMap: { name: {{ .Values.clients.existingConfigMap }} }
      {{- else }}
      - secret: { name: {{ .Values.clients.existingSecret }} }
      {{- end }}
      {{- if .Values.smartKey.existingSecret }}
      - secret:
          name: {{ .Values.smartKey.existingSecret }}
          items: [{ key: {{ .Values.smartKey.key }}, path: {{ .Values.smartKey.key }} }]
      {{- end }}
      {{- if or .Values.siteSettings .Values.practiceCentiles }}
      - configMap: { name: {{ include "secure-base.fullname" . }}-site }
      {{- end }}
{{- if .Values.staffDirectory.existingClaim }}
- name: staff
  persistentVolumeClaim: { claimName: {{ .Values.staffDirectory.existingClaim }}, readOnly: true }
{{- end }}
{{- if .Values.sites.existingClaim }}
- name: sites
  persistentVolumeClaim: { claimName: {{ .Values.sites.existingClaim }}, readOnly: true }
{{- else if .Values.sites.existingSecret }}
- name: sites
  secret: { secretName: {{ .Values.sites.existingSecret }} }
{{- else if .Values.sites.content }}
- name: sites
  configMap: { name: {{ include "secure-base.fullname" . }}-sites }
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "secure-base.volumeMounts" -}}
- { name: site, mountPath: /site, readOnly: true }
{{- if .Values.staffDirectory.existingClaim }}
- { name: staff, mountPath: /staff, readOnly: true }
{{- end }}
{{- if or .Values.sites.content .Values.sites.existingSecret .Values.sites.existingClaim }}
- { name: sites, mountPath: /sites, readOnly: true }
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}
