import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AppContext } from './environment.ts';
import type { Problem } from './wire.ts';

/** Answers with problem details (RFC 9457). */
export function problem(context: AppContext, body: Problem): Response {
  return context.json(body, body.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json; charset=utf-8',
  });
}
