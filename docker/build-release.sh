#!/bin/sh
# docker/build-release.sh NAME[:TAG]: builds the image on the base image whose digest stands in docker/base-images.env, and
# labels it with the commit and the time.
set -eu
name=${1:?docker/build-release.sh NAME[:TAG]}
cd "$(dirname "$0")/.."
. docker/base-images.env
case $NODE_IMAGE in
  *@sha256:*) ;;
  *)
    echo 'docker/base-images.env: NODE_IMAGE has no digest; `npm run base-images` adds it where a registry answers' >&2
    exit 1
    ;;
esac
docker build --pull --tag "$name" \
  --build-arg NODE_IMAGE="$NODE_IMAGE" \
  --label org.opencontainers.image.revision="$(git rev-parse HEAD)" \
  --label org.opencontainers.image.created="$(date -u +%Y-%m-%dT%H:%M:%SZ)" \
  --label org.opencontainers.image.base.name="${NODE_IMAGE%@*}" \
  --label org.opencontainers.image.base.digest="${NODE_IMAGE#*@}" \
  .
