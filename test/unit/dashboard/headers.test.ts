import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { demoContext } from './support/demo-context.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

let webDir = '';
beforeAll(() => {
  webDir = mkdtempSync(join(tmpdir(), 'vigie-headers-'));
  mkdirSync(join(webDir, 'assets'));
  writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>Vigie</title>');
  writeFileSync(join(webDir, 'assets', 'index-abc.js'), 'export {};');
  writeFileSync(join(webDir, 'assets', 'notes.txt'), 'not part of the interface');
});
afterAll(() => rmSync(webDir, { recursive: true, force: true }));

describe('security headers', () => {
  const concrete = (path: string) => path.replace(':id', 'offer-en').replace(':name', 'index-abc.js');

  it('are on every route the application has, on errors and on unknown addresses', async () => {
    const app = createApp(demoContext({ webDir }));
    const routes = app.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'));
    expect(routes.length).toBeGreaterThanOrEqual(20);
    const requests: [string, string, Record<string, string>][] = routes.map(({ method, path }) => [
      method,
      concrete(path),
      { 'Content-Type': 'application/json' },
    ]);
    requests.push(
      ['GET', '/nothing', {}],
      ['GET', '/nothing', { Accept: 'text/html' }],
      ['GET', '/api/nothing', {}],
      ['DELETE', '/api/desk', {}],
      ['GET', '/api/queue?lane=everything', {}],
      ['GET', '/review', { Host: 'rebound.example' }],
    );
    for (const [method, path, headers] of requests) {
      const body = method === 'POST' ? { body: '{}' } : {};
      const response = await app.request(path, { method, headers, ...body });
      const label = `${method} ${path} ${response.status}`;
      expect(response.headers.get('content-security-policy'), label).toBe(POLICY);
      expect(response.headers.get('cross-origin-opener-policy'), label).toBe('same-origin');
      expect(response.headers.get('cross-origin-embedder-policy'), label).toBe('require-corp');
      expect(response.headers.get('cross-origin-resource-policy'), label).toBe('same-origin');
      expect(response.headers.get('x-content-type-options'), label).toBe('nosniff');
      expect(response.headers.get('referrer-policy'), label).toBe('no-referrer');
      expect(response.headers.get('permissions-policy'), label).toMatch(/camera=\(\).*geolocation=\(\)/);
      const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
      expect(response.headers.get('cache-control'), label).toBe(cache);
    }
  });

  it('have browsers ask by TLS alone where the dashboard is reached by it, errors included', async () => {
    const app = createApp({ ...demoContext({ webDir }), publicOrigin: 'https://vigie.example' });
    const sent = async (host: string, path: string) =>
      (await app.request(path, { headers: { Host: host } })).headers.get('strict-transport-security');
    expect(await sent('vigie.example', '/review')).toBe('max-age=31536000');
    expect(await sent('vigie.example', '/api/nothing')).toBe('max-age=31536000');
    expect(await sent('127.0.0.1:8417', '/review')).toBeNull();
  });

  it('let nothing be served but the built files by their names', async () => {
    const app = createApp(demoContext({ webDir }));
    expect((await app.request('/assets/index-abc.js')).status).toBe(200);
    for (const path of [
      '/assets/notes.txt',
      '/assets/..%2findex.html',
      '/assets/%2e%2e/index.html',
      '/index.html',
    ]) {
      expect((await app.request(path)).status, path).toBe(404);
    }
  });

  it('say so when the interface is not built', async () => {
    const response = await createApp(demoContext({ webDir: '/nowhere' })).request('/review');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build');
  });
});
