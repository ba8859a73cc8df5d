import type { MiddlewareHandler } from 'hono';
import { BY_TLS_ALONE } from '../security-headers.ts';
import type { PublicConfig } from './public-config.ts';

/** No script, no picture, no frame, no font, no connection: one style sheet and the forms of these pages. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Frame-Options': 'DENY',
};

/** On every answer; a published report has a stricter policy of its own. Nothing is stored on the visitor's device either, what is the same for everybody excepted. */
export function publicHeaders({ address }: Pick<PublicConfig, 'address'>): MiddlewareHandler {
  const headers = { ...HEADERS, ...(address?.startsWith('https:') && BY_TLS_ALONE) };
  return async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(headers))
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    if (!context.res.headers.has('Cache-Control')) context.res.headers.set('Cache-Control', 'no-store');
  };
}
