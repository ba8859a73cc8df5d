import { describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { AppError, ERROR_TRAITS, type ErrorCode } from '../../../queue/runtime/errors.ts';
import { get } from './support/call.ts';
import { demoContext } from './support/demo-context.ts';

function appThatThrows(error: unknown) {
  return createApp(
    demoContext({
      status: async () => {
        throw error;
      },
    }),
  );
}

describe('errors over HTTP', () => {
  const codes = Object.keys(ERROR_TRAITS) as ErrorCode[];

  it.each(codes)('%s becomes its own status', async (code) => {
    const cause = new Error('password=hunter2 at 10.0.0.7');
    const error = new AppError(code, 'message of /srv/vigie/data', { secret: 'hunter2' }, { cause });
    const response = await get(appThatThrows(error), '/api/status');
    const text = await response.text();
    expect(response.status).toBe(ERROR_TRAITS[code].status);
    expect(JSON.parse(text)).toMatchObject({ code, status: ERROR_TRAITS[code].status });
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('10.0.0.7');
    expect(text.includes('/srv/vigie/data')).toBe(response.status < 500);
  });

  it.each([new Error('relation "items" does not exist'), 'a string', undefined])(
    'an unknown fault becomes 500 with a reference and no words of its own',
    async (fault) => {
      const response = await get(appThatThrows(fault), '/api/status');
      expect(response.status).toBe(500);
      const problem = await response.json();
      expect(problem.code).toBe('internal');
      expect(problem.detail).toContain(problem.reference);
      expect(JSON.stringify(problem)).not.toContain('relation');
    },
  );

  it('an item that is not there, or an id that can be none, is 404', async () => {
    const app = createApp(demoContext());
    for (const id of ['unknown', '%00', 'a%2Fb', '..%2F..', 'x'.repeat(200)]) {
      const response = await get(app, `/api/items/${id}`);
      expect(response.status, id).toBe(404);
      expect((await response.json()).code, id).toMatch(/not-found/);
    }
  });

  it('an unknown address is JSON for programs and the page for people', async () => {
    const app = createApp(demoContext());
    expect(await (await get(app, '/api/nothing', { Accept: 'text/html' })).json()).toMatchObject({
      status: 404,
    });
    expect(await (await get(app, '/nothing')).json()).toMatchObject({ code: 'route.not-found' });
  });
});

describe('health', () => {
  it('answers with reasons whether ready or not', async () => {
    const ready = await get(createApp(demoContext()), '/readyz');
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, reasons: [] }]);
    const reasons = ['the queue is not reachable'];
    const app = createApp(demoContext({ health: async () => ({ live: true, ready: false, reasons }) }));
    const unready = await get(app, '/readyz');
    expect([unready.status, await unready.json()]).toEqual([503, { ready: false, reasons }]);
    expect((await get(app, '/livez')).status).toBe(200);
  });

  it('answers when the check itself fails', async () => {
    const app = createApp(
      demoContext({
        health: async () => {
          throw new Error('pool is closed');
        },
      }),
    );
    const response = await get(app, '/readyz');
    expect(response.status).toBe(503);
    expect((await response.json()).reasons).toEqual(['the health check itself failed; see the process log']);
    expect((await get(app, '/livez')).status).toBe(200);
  });
});
