FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm pkg delete devDependencies && npm sbom --sbom-format=cyclonedx > sbom.json && npm cache clean --force

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="Secure Base" \
      org.opencontainers.image.description="A CDS Hooks service that notices relational events in one person's care and says so kindly" \
      org.opencontainers.image.documentation="/openapi.json"
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8080 \
    DEMO=off \
    STORE_URL=file:/data/secure-base.sqlite
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
# What is in it, as CycloneDX (https://cyclonedx.org).
COPY --from=dependencies /app/sbom.json ./
COPY package.json ./
COPY src ./src
COPY hooks ./hooks
COPY fhir-profiles ./fhir-profiles
# What is remembered; the only place that is written to. A volume that is new takes its owner from here.
RUN install -d -o node -g node -m 700 /data
VOLUME /data
USER node
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# undici calls its decompression experimental at every start.
CMD ["node", "--disable-warning=ExperimentalWarning", "src/main.ts"]
