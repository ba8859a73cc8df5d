import type { Hono } from 'hono';
import type { AppEnvironment } from '../../../../dashboard/environment.ts';

/** A request as the interface itself would send it. */
export function get(app: Hono<AppEnvironment>, path: string, headers: Record<string, string> = {}) {
  return app.request(path, { headers });
}

export function post(
  app: Hono<AppEnvironment>,
  path: string,
  body: unknown = {},
  headers: Record<string, string> = {},
) {
  return app.request(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      'Content-Type': 'application/json',
      Origin: 'http://localhost',
      'Sec-Fetch-Site': 'same-origin',
      ...headers,
    },
  });
}
