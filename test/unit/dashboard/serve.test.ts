import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { type RunningDashboard, serveDashboard } from '../../../dashboard/serve.ts';
import { demoContext } from './support/demo-context.ts';

const running: RunningDashboard[] = [];
afterEach(async () => {
  for (const dashboard of running.splice(0)) await dashboard.close();
});

async function start(port = 0): Promise<RunningDashboard> {
  const dashboard = await serveDashboard(createApp(demoContext()), { host: '127.0.0.1', port });
  running.push(dashboard);
  return dashboard;
}

function statusWithHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(`${url}/livez`, { headers: { Host: host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.once('error', reject);
    call.end();
  });
}

describe('serveDashboard', () => {
  it.each(['0.0.0.0', '::', '192.168.1.10', 'example.org', '127.0.0.1.example.org', ''])(
    'refuses to listen on %s',
    async (host) => {
      await expect(serveDashboard(createApp(demoContext()), { host, port: 0 })).rejects.toMatchObject({
        code: 'config.invalid',
      });
    },
  );

  it('listens on every address only behind a container, and then takes the mapped port as Host', async () => {
    const options = { host: '0.0.0.0', port: 0, isBehindContainer: true };
    const dashboard = await serveDashboard(createApp(demoContext()), options);
    running.push(dashboard);
    expect(await statusWithHost(dashboard.url, 'localhost:9999')).toBe(200);
    expect(await statusWithHost(dashboard.url, 'rebound.example:9999')).toBe(403);
    const named = { host: '192.168.1.10', port: 0, isBehindContainer: true };
    await expect(serveDashboard(createApp(demoContext()), named)).rejects.toMatchObject({
      code: 'config.invalid',
    });
  });

  it('takes a free port for port 0 and answers there', async () => {
    const { url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
  });

  it('says which port is in use and what to do', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    const second = serveDashboard(createApp(demoContext()), { host: '127.0.0.1', port });
    await expect(second).rejects.toMatchObject({ code: 'port.in-use' });
    await expect(second).rejects.toThrow(new RegExp(`Port ${port} .*--port`));
  });

  it('answers only to its own port as Host', async () => {
    const { url } = await start();
    const { port } = new URL(url);
    expect(await statusWithHost(url, `localhost:${port}`)).toBe(200);
    expect(await statusWithHost(url, `localhost:${Number(port) + 1}`)).toBe(403);
    expect(await statusWithHost(url, `rebound.example:${port}`)).toBe(403);
  });

  it('takes a step from the page itself and refuses one from another origin', async () => {
    const { url } = await start();
    const step = (origin: string) =>
      fetch(`${url}/api/next`, {
        method: 'POST',
        body: '{}',
        headers: { 'Content-Type': 'application/json', Origin: origin },
      });
    expect((await step('http://127.0.0.1:1')).status).toBe(403);
    expect((await step(url)).status).toBe(200);
  });

  it('refuses a large body that comes in pieces', async () => {
    const { url } = await start();
    const piece = new TextEncoder().encode('x'.repeat(40_000));
    let left = 4;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        left -= 1;
        if (left < 0) controller.close();
        else controller.enqueue(piece);
      },
    });
    const response = await fetch(`${url}/api/next`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'Content-Type': 'application/json', Origin: url },
    } as RequestInit);
    expect(response.status).toBe(413);
  });
});
