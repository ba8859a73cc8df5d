import { describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { isLoopbackHost } from '../../../dashboard/loopback.ts';
import { get, post } from './support/call.ts';
import { demoContext, EVERYBODY } from './support/demo-context.ts';

const STEPS = ['claim', 'release', 'judge', 'revise', 'conclude', 'undo'];
const MUTATING = ['/api/next', ...STEPS.map((step) => `/api/items/offer-en/${step}`)];

const FORGED: [string, Record<string, string>][] = [
  ['a page of another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
  ['another port of this machine', { Origin: 'http://localhost:9999', 'Sec-Fetch-Site': 'same-site' }],
  ['a sandboxed frame', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
  ['a browser that hides the origin', { Origin: 'http://localhost', 'Sec-Fetch-Site': 'cross-site' }],
  ['a top-level form post', { Origin: 'http://localhost', 'Sec-Fetch-Site': 'none' }],
  ['the right site in another scheme', { Origin: 'https://localhost' }],
  ['a rebound host name', { Host: 'rebound.example', Origin: 'http://rebound.example' }],
  ['a host name that only begins like ours', { Host: 'localhost.evil.example' }],
  ['a host with credentials', { Host: 'localhost@evil.example' }],
];

describe('forged requests', () => {
  it.each(FORGED)(
    'from %s are refused on every mutating route, and change nothing',
    async (_name, headers) => {
      const context = demoContext();
      const app = createApp(context);
      for (const path of MUTATING) {
        const response = await post(app, path, {}, headers);
        expect(response.status, path).toBe(403);
        expect(await response.json()).toMatchObject({ code: 'request.forbidden', status: 403 });
      }
      const item = await context.desk.view(EVERYBODY, 'offer-en');
      expect(item.state).toBe('waiting');
    },
  );

  it('cannot read the API from another site either', async () => {
    const app = createApp(demoContext());
    expect((await get(app, '/api/queue', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await get(app, '/api/queue', { 'Sec-Fetch-Site': 'none' })).status).toBe(200);
  });

  it('as a form are refused: only JSON is taken', async () => {
    const app = createApp(demoContext());
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/plain',
      'multipart/form-data; boundary=x',
    ]) {
      const response = await post(app, '/api/next', '{}', { 'Content-Type': type });
      expect(response.status, type).toBe(400);
    }
  });

  it('with texts that no record can hold are told so, and are no fault of the server', async () => {
    const app = createApp(demoContext());
    for (const bad of ['a\0b', 'half \ud800 a pair']) {
      const bodies: [string, object, string][] = [
        ['/api/cases', { legalReference: bad }, 'legalReference'],
        ['/api/sign-in/password', { name: bad, password: 'x', code: '1' }, 'name'],
        ['/api/items/offer-en/judge', { claim: 1, judgment: { outcome: bad } }, 'judgment.outcome'],
      ];
      for (const [path, body, place] of bodies) {
        const response = await post(app, path, body);
        expect(response.status, path).toBe(400);
        const { code, faults } = await response.json();
        expect(code).toBe('input.invalid');
        expect(faults).toContainEqual({
          path: place,
          message: expect.stringMatching(/^expected (no U\+0000|whole)/),
        });
      }
    }
    expect((await get(app, '/api/log/entries?subject=%00')).status).toBe(400);
    for (const path of ['items/a%00/capture', 'items/a%00/capture/picture', 'people/a%00', 'rules/a%00'])
      expect((await get(app, `/api/${path}`)).status, path).toBe(404);
    const deep = `{"legalReference":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    expect((await post(app, '/api/cases', deep)).status).toBe(400);
  });

  it('with other methods get 405 and the allowed ones', async () => {
    const app = createApp(demoContext());
    const deleted = await app.request('/api/items/offer-en', { method: 'DELETE' });
    expect(deleted.status).toBe(405);
    expect(deleted.headers.get('allow')).toBe('GET, HEAD, POST');
    const read = await get(app, '/api/next');
    expect([read.status, read.headers.get('allow')]).toEqual([405, 'POST']);
    const written = await post(app, '/api/status');
    expect([written.status, written.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await app.request('/review', { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('with a body over 64 KiB get 413', async () => {
    const response = await post(createApp(demoContext()), '/api/items/offer-en/judge', {
      outcome: 'offer',
      reason: 'crossing_offered',
      note: 'x'.repeat(70_000),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'input.too-large' });
  });
});

describe('the Host header', () => {
  it.each([
    ['127.0.0.1:7070', 7070, true],
    ['localhost:7070', 7070, true],
    ['[::1]:7070', 7070, true],
    ['localhost', 80, true],
    ['localhost:7071', 7070, false],
    ['localhost', 7070, false],
    ['127.0.0.1.evil.example:7070', 7070, false],
    ['127.0.0.2:7070', 7070, false],
    ['0.0.0.0:7070', 7070, false],
    ['::1:7070', 7070, false],
    ['localhost.:7070', 7070, false],
    ['', 7070, false],
    ['localhost:7070, evil.example', 7070, false],
  ])('%s on port %i: %s', (header, port, isAllowed) => {
    expect(isLoopbackHost(header, port)).toBe(isAllowed);
  });
});
