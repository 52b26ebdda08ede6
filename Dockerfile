# By tag; a release passes the digest of docker/base-images.env (docker/build-release.sh).
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Nothing that runs in production needs a script at install time, so none is run.
RUN npm ci --omit=dev --ignore-scripts && npm pkg delete devDependencies && npm sbom --sbom-format=cyclonedx > sbom.json
COPY src ./src
COPY hooks ./hooks
COPY fhir-profiles ./fhir-profiles
COPY docker/backup.ts docker/practice ./docker/
# What V8 has compiled, for every start (https://nodejs.org/api/module.html#module-compile-cache): left by one start with its
# warm-up, under the user and the path that read it.
RUN install -d -o node -g node .compiled
USER node
RUN HOST=127.0.0.1 STORE_URL=memory: AUDIT_LOG=off NODE_COMPILE_CACHE=/app/.compiled \
    timeout --preserve-status --signal=TERM 12 node --disable-warning=ExperimentalWarning src/main.ts
USER root
# Of a release, the commit that it was built from, where npm itself writes it: src/values/build.ts reads it.
ARG REVISION=
# The same modes whatever the umask of whoever checked it out.
RUN if [ -n "$REVISION" ]; then npm pkg set gitHead="$REVISION"; fi \
    && rm package-lock.json .npmrc && chown -R root:root .compiled && chmod -R u=rwX,go=rX .

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Secure Base" \
      org.opencontainers.image.description="A CDS Hooks service that notices relational events in one person's care and says so kindly" \
      org.opencontainers.image.documentation="/openapi.json"
# Package managers would fetch code into a running container, and no file needs to lend another user's rights.
RUN rm -rf /usr/local/lib/node_modules /opt/yarn-* /usr/local/include/node \
      /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg \
    && find / -xdev -type f -perm /6000 -exec chmod a-s {} + \
    # docker run … practice …: the commands for a whole practice.
    && ln -s /app/docker/practice /usr/local/bin/practice
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8080 \
    DEMO=off \
    STORE_URL=file:/data/secure-base.sqlite \
    NODE_COMPILE_CACHE=/app/.compiled
WORKDIR /app
# With sbom.json, which lists what is in it as CycloneDX (https://cyclonedx.org).
COPY --from=build /app ./
# What is remembered; the only place that is written to. A volume that is new takes its owner from here.
RUN install -d -o node -g node -m 700 /data
VOLUME /data
USER node
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# SIGUSR1 would open the inspector, and with it all memory (https://nodejs.org/api/cli.html#--disable-sigusr1).
# undici calls its decompression experimental at every start. New space of 8 to 16 MB: less garbage collection at the start,
# and a lower peak (docs/operate.md has the figures and what suits small containers). Without pretenuring, because what the
# warm-up teaches V8 to expect to live long are the records of calls, which then wait for a full collection.
CMD ["node", "--disable-sigusr1", "--disable-warning=ExperimentalWarning", "--min-semi-space-size=8", "--max-semi-space-size=16", "--no-allocation-site-pretenuring", "src/main.ts"]
