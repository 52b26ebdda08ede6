{{/* The pod of a run: `root`, the chart's own context; `args`; `mounts`; `volumes`; cpu, memory request and memory limit. */}}
{{- define "secure-base.practiceReport.pod" -}}
metadata:
  labels:
    {{- include "secure-base.practiceReport.labels" .root | nindent 4 }}
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  # To remove the work folder.
  terminationGracePeriodSeconds: 30
  {{- with .root.Values.imagePullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  securityContext:
    {{- merge (dict "fsGroup" 1000) .root.Values.podSecurityContext | toYaml | nindent 4 }}
  containers:
    - name: practice
      image: {{ include "secure-base.image" .root }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      command: [node, --disable-warning=ExperimentalWarning, src/practice/main.ts]
      args:
        {{- toYaml .args | nindent 8 }}
      volumeMounts:
        {{- toYaml .mounts | nindent 8 }}
      securityContext:
        {{- include "secure-base.containerSecurityContext" .root | nindent 8 }}
      resources:
        requests: { cpu: {{ .cpu | quote }}, memory: {{ .memoryRequest }} }
        limits: { memory: {{ .memoryLimit }} }
  volumes:
    {{- toYaml .volumes | nindent 4 }}
{{- end -}}

{{- define "secure-base.practiceReport.exportVolume" -}}
name: export
persistentVolumeClaim: { claimName: {{ .Values.practiceReport.exportClaim }}, readOnly: true }
{{- end -}}

{{/* A volume of its own for each pod, deleted with the pod. */}}
{{- define "secure-base.practiceReport.workVolume" -}}
name: work
ephemeral:
  volumeClaimTemplate:
    spec:
      accessModes: [ReadWriteOnce]
      storageClassName: {{ .Values.practiceReport.workStorageClass }}
      resources: { requests: { storage: {{ .Values.practiceReport.workSize }} } }
{{- end -}}
