#!/bin/sh
# docker/build-release.sh NAME[:TAG] [--local-base]: builds the image on the base image whose digest stands in
# docker/base-images.env, gives it the commit, and labels it with version, commit and time. With --local-base it builds on the
# base image that this machine has, where no registry answers: to try it, not to release.
set -eu
name=${1:?docker/build-release.sh NAME[:TAG] [--local-base]}
cd "$(dirname "$0")/.."
. docker/base-images.env
case ${2:-}$NODE_IMAGE in
  --local-base*)
    NODE_IMAGE=${NODE_IMAGE%@*}
    pull=
    base_label=org.secure-base.base.id="$(docker image inspect --format '{{.Id}}' "$NODE_IMAGE")"
    ;;
  *@sha256:*)
    pull=--pull
    base_label=org.opencontainers.image.base.digest="${NODE_IMAGE#*@}"
    ;;
  *)
    echo 'docker/base-images.env: NODE_IMAGE has no digest; `npm run base-images` adds it where a registry answers' >&2
    exit 1
    ;;
esac
revision=$(git rev-parse HEAD)
version=$(sed -n '/^  "version": "/{s/^[^:]*: "//;s/".*//;p;q;}' package.json)
docker build $pull --tag "$name" \
  --build-arg NODE_IMAGE="$NODE_IMAGE" \
  --build-arg REVISION="$revision" \
  --label org.opencontainers.image.version="$version" \
  --label org.opencontainers.image.revision="$revision" \
  --label org.opencontainers.image.created="$(date -u +%Y-%m-%dT%H:%M:%SZ)" \
  --label org.opencontainers.image.base.name="${NODE_IMAGE%@*}" \
  --label "$base_label" \
  .
