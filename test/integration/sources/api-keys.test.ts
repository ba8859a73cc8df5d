import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { createLogger } from '../../../queue/runtime/logger.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { common } from '../../fixtures/sources/adapter-case.ts';
import { body, type FixtureWeb, redirect, startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { testCollector } from '../../support/collectors.ts';

const SECRET = 'zilpzalp-secret-key';
const COMMENTS = '/youtube/v3/commentThreads';
const EMPTY = JSON.stringify({ kind: 'youtube#commentThreadListResponse', items: [] });

const folder = mkdtempSync(join(tmpdir(), 'vigie-keys-'));
const keyFile = join(folder, 'key');
let collector: Collector;
let web: FixtureWeb;
let other: FixtureWeb;
const loopbackPorts = new Set<number>();
let logged = '';
beforeAll(() => {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  collector = testCollector({
    logger: createLogger('debug', stream),
    loopbackPorts,
    minDelayMs: 0,
  });
});
afterAll(async () => {
  await collector.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  [web, other] = await Promise.all([startFixtureWeb(), startFixtureWeb()]);
  loopbackPorts.add(web.port).add(other.port);
  writeFileSync(keyFile, `${SECRET}\n`, { mode: 0o600 });
});
afterEach(() => Promise.all([web.close(), other.close()]));

function youtube(more: { readonly url?: string } = {}): Source {
  const list = 'comments/video';
  return Source.parse({
    ...common(more.url ?? web.origin),
    kind: 'youtube',
    url: web.origin,
    list,
    apiKeyFile: keyFile,
    ...more,
  });
}

async function outcomeOf(
  source: Source,
  by: Pick<Collector, 'collect'> = collector,
): Promise<AppError | 'done'> {
  try {
    for await (const _batch of by.collect(source)) void _batch;
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** One that may fetch from the internet, with a resolver that finds nothing there. */
function liveCollector(): Collector & AsyncDisposable {
  const live = testCollector({
    resolve: async () => [],
  });
  return { ...live, [Symbol.asyncDispose]: () => live.close() };
}

describe('the key of a registered application', () => {
  it('is sent as a header, never in the address, and read anew each round', async () => {
    const keys: unknown[] = [];
    web.on(COMMENTS, (request, response) => {
      keys.push(request.headers['x-goog-api-key']);
      body('application/json', EMPTY)(request, response);
    });
    expect(await outcomeOf(youtube())).toBe('done');
    writeFileSync(keyFile, 'another-key');
    expect(await outcomeOf(youtube())).toBe('done');
    expect(keys).toEqual([SECRET, 'another-key']);
    expect(web.asked.join(' ')).not.toContain(SECRET);
    expect(logged).not.toContain(SECRET);
  });

  it.each([
    ['to another host', () => `${other.origin}/`],
    ['on the same host', () => `${COMMENTS}?again=1`],
  ])('is not carried along a redirect %s', async (_where, target) => {
    const keys: unknown[] = [];
    other.on('/', (request, response) => {
      keys.push(request.headers['x-goog-api-key']);
      response.end();
    });
    web.on(COMMENTS, (request, response) => {
      if (request.url?.includes('again') === true) keys.push('followed');
      redirect(target())(request, response);
    });
    expect(await outcomeOf(youtube())).toMatchObject({ code: 'source.refused' });
    expect(keys).toEqual([]);
  });

  it('is never sent unencrypted', async () => {
    await using live = liveCollector();
    const fault = await outcomeOf(youtube({ url: 'http://api.example.org' }), live);
    expect(fault).toMatchObject({ code: 'source.refused', details: { reason: 'key-unencrypted' } });
  });

  it.each([
    ['missing', undefined],
    ['empty', ' \n'],
    ['two lines', `${SECRET}\n${SECRET}\n`],
    ['not ASCII', 'schlüssel'],
    ['too long', 'k'.repeat(5000)],
  ])(
    'a file that is %s is a clear fault that quotes nothing, before anything is asked',
    async (_what, content) => {
      if (content === undefined) rmSync(keyFile);
      else writeFileSync(keyFile, content);
      const fault = await outcomeOf(youtube());
      expect(fault).toMatchObject({ code: 'source.refused', details: { reason: 'api-key' } });
      expect(String(fault)).toContain(keyFile);
      expect(String(fault)).not.toContain(SECRET);
      expect(web.asked).toEqual([]);
    },
  );
});

describe('Reddit', () => {
  const reddit = () =>
    Source.parse({
      ...common(web.origin),
      authorisation: authorisationOf(web.origin, {
        scope: [web.host, other.host].map((host) => ({ host, paths: ['/'] })),
      }),
      kind: 'reddit',
      url: web.origin,
      tokenUrl: `${other.origin}/token`,
      list: 'new/travel',
      apiKeyFile: keyFile,
    });

  it('takes a token with the key, and asks with the token only', async () => {
    const seen: unknown[] = [];
    other.on('/token', (request, response) => {
      seen.push(request.method, request.headers.authorization);
      body('application/json', JSON.stringify({ access_token: 'round-token' }))(request, response);
    });
    web.on('/r/travel/new', (request, response) => {
      seen.push(request.method, request.headers.authorization);
      body('application/json', JSON.stringify({ kind: 'Listing', data: { after: null, children: [] } }))(
        request,
        response,
      );
    });
    expect(await outcomeOf(reddit())).toBe('done');
    const basic = `Basic ${Buffer.from(SECRET).toString('base64')}`;
    expect(seen).toEqual(['POST', basic, 'GET', 'Bearer round-token']);
  });

  it('is blocked without a token, and asks for nothing more', async () => {
    other.on('/token', body('application/json', JSON.stringify({ error: 'invalid_grant' })));
    const fault = await outcomeOf(reddit());
    expect(fault).toMatchObject({ code: 'source.blocked', details: { reason: 'token' } });
    expect(String(fault)).not.toContain(SECRET);
    expect(web.asked).toEqual([]);
  });
});
