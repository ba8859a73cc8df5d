# Vigie's processes: worker, scheduler, dashboard, and every other command. docker-compose.yml runs them.
FROM node:20.20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY bin bin
COPY queue queue
COPY rules rules
COPY workers workers
COPY dashboard dashboard
COPY test/tooling test/tooling
# Read by the build so that no start has to.
COPY config/approvers.yml config/
RUN node test/tooling/build.mjs
# The image has Debian's Chromium, so the one packed for machines without any can go.
RUN npm prune --omit=dev --ignore-scripts && rm -rf node_modules/@sparticuz

FROM node:20.20-bookworm-slim
# A Chromium for sources of kind `rendered`, and faces for every script of the packs, or captures show empty boxes.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends chromium fonts-noto-core fonts-noto-color-emoji \
  && rm -rf /var/lib/apt/lists/* \
  && fc-cache --force \
  && groupadd --gid 10001 vigie \
  && useradd --uid 10001 --gid vigie --home-dir /tmp --shell /usr/sbin/nologin vigie \
  && install --directory --owner vigie --group vigie --mode 0750 /evidence
WORKDIR /app
ENV NODE_ENV=production HOME=/tmp
# No lock file and no tsconfig.json: the launcher then takes what is here as it is, and installs and builds nothing.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY bin/vigie bin/prepare.mjs bin/
COPY rules/packs rules/packs
COPY workers/demo/posts workers/demo/posts
COPY config config
USER vigie
# As `npm run vigie`: what a batch of posts makes is dropped at once, and with room for it less is copied (a tenth more posts).
ENTRYPOINT ["node", "--max-semi-space-size=64", "bin/vigie"]
CMD ["--help"]
