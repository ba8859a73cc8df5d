import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOMS, ROOT } from './support/source-files.ts';

/** Every file that can open or accept a connection, and why that is no way around the guarded dialer. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'workers/fetch/guarded-connector.ts':
    'the guarded dialer itself: names, addresses and peers are judged here',
  'workers/fetch/guarded-agent.ts': 'the pool that dials with it',
  'workers/fetch/safe-fetch.ts': 'requests through that pool',
  'workers/fetch/web-socket.ts': 'streams through that pool',
  'workers/alerts/send-mail.ts': 'SMTP over a socket of the one host and port that the operator named',
  'workers/alerts/send-webhook.ts': 'requests to the one host and port that the operator named',
  'workers/fetch/ask-one-place.ts':
    'requests to witnesses, authorities, calendars and block headers that the operator named, each at its own address',
  'workers/witness/read-over-http.ts':
    'files of the log that whoever runs a monitor named, at its own address alone',
  'workers/fetch/find-browser.ts': 'starts Chromium, whose every request the guarded fetcher answers',
  'workers/demo/index.ts': 'listens on loopback for the demo; dials nothing',
  'workers/demo/demo-pages.ts':
    'script of a fictional page, run in the browser that has no network of its own',
  'dashboard/auth/identity-provider.ts':
    "the operator's identity provider: its issuer's origin and those named beside it, by TLS, without redirects",
  'dashboard/serve.ts': 'listens for the people at the desk; dials nothing',
  'dashboard/translator.ts':
    "posts to the operator's own translation service, at addresses of its own network only",
  'dashboard/web/state/api.ts': "runs in the reviewer's browser and asks the desk's own origin",
  'dashboard/web/state/shared-stream.ts':
    "runs in the reviewer's browser and listens to the desk's own origin",
  'queue/storage/owner-pool.ts': 'the local socket of the process that owns the embedded database',
  'queue/storage/owner-server.ts': 'the other end of that socket',
  'queue/evidence/s3-client.ts':
    "the evidence store's bucket at the operator's address; without TLS in the unit's own network only",
  'queue/storage/server-pool.ts': "PostgreSQL at the operator's address",
  'queue/storage/silent-peer.ts': 'asks after the PostgreSQL that a connection leads to, at the same address',
  'queue/transport/backend.ts': "Redis at the operator's address",
  'queue/transport/redis-facts.ts': "Redis at the operator's address",
  'queue/transport/queue-schema.ts': "the queue's schema in the operator's PostgreSQL",
  'queue/transport/bullmq-queue.ts': 'jobs over the connections that backend.ts opened',
};

const MODULES =
  'net|tls|http|https|http2|dgram|dns|dns/promises|undici|ws|ioredis|redis|pg|bullmq|playwright-core|nodemailer|@hono/node-server';
/** An import of a value, static or not, of a module that opens sockets. */
const IMPORT = new RegExp(
  `(?<!import )(?:import|export) (?!type )(?:[^;]*? from )?['"](?:node:)?(?:${MODULES})['"]|` +
    `(?:import|require|getBuiltinModule)\\(\\s*['"](?:node:)?(?:${MODULES})['"]`,
);
/** A global of Node or of a page that does. */
const GLOBAL =
  /(?<![\w.'"$#]|async |function )fetch\(|globalThis\.fetch|\bnew (?:WebSocket|EventSource|XMLHttpRequest|WebTransport|RTCPeerConnection)\b|\bsendBeacon\(/;

function opensSockets(source: string): boolean {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return isValueImport(code) || GLOBAL.test(code);
}

/** `import { type A, type B }` is gone at run time, as `import type` is. */
function isValueImport(code: string): boolean {
  const bare = code.replaceAll(/import \{(?:\s*type \w+,?)+\s*\} from [^;]+;/g, '');
  return bare.split(/(?<=;)\s*\n/).some((statement) => IMPORT.test(statement));
}

function productFiles(): string[] {
  const listed = ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
  );
  return [...listed.filter((name) => /\.(?:tsx?|mjs|cjs|js)$/.test(name)), 'bin/vigie'];
}

const users = productFiles().filter((file) => opensSockets(readFileSync(join(ROOT, file), 'utf8')));

describe('sockets', () => {
  it('are opened by the listed files only', () => {
    expect(users.filter((file) => !(file in EXCEPTIONS))).toEqual([]);
  });

  it('are still opened where the list says so', () => {
    expect(Object.keys(EXCEPTIONS).filter((file) => !users.includes(file))).toEqual([]);
  });

  it.each([
    "import { connect } from 'node:net';",
    "import { connect, type Socket } from 'net';",
    "import * as https from 'node:https';",
    "import 'undici';",
    "export { request } from 'undici';",
    "const { request } = await import('undici');",
    "const tls = require('tls');",
    'const answer = await fetch(url);',
    'globalThis.fetch(url)',
    'new WebSocket(url)',
    'navigator.sendBeacon(url)',
  ])('are seen in %s', (source) => expect(opensSockets(source)).toBe(true));

  it.each([
    "import type { Socket } from 'node:net';",
    "import { type Socket, type Server } from 'node:net';",
    "import { isIP } from './net.ts';",
    'await this.fetcher.fetch(url)',
    'async fetch(url) {',
    '// await fetch(url)',
    "import { one } from './one.ts';\nconst name = 'undici';",
  ])('are not seen in %s', (source) => expect(opensSockets(source)).toBe(false));
});
