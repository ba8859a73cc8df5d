/**
 * Why a round, or a part of a page, did not come to a good end: stable words that records, metrics and API give, and that the
 * interface has words of its own for in each of its languages. Beside them stands `http-<status>`.
 */
export const SOURCE_REASONS = [
  // No answer, or one that nothing can be made of now.
  ...(['network', 'dns', 'deadline', 'encoding', 'redirect-limit', 'circuit-open', 'turn-lost'] as const),
  ...(['busy', 'stalled', 'stream-gap', 'browser', 'crash', 'browser-none', 'robots-elsewhere'] as const),
  // The place says no.
  ...(['captcha', 'login-wall', 'consent-wall', 'robots', 'retry-after', 'back-off', 'token'] as const),
  // Something else than what the source's file says.
  ...(['no-items', 'no-keys', 'no-preview', 'not-a-feed', 'not-a-list', 'not-a-sitemap'] as const),
  ...(['not-a-stream', 'bad-message', 'too-large', 'few-posts', 'gone', 'key-echo'] as const),
  ...(['parse-failed', 'parse-memory', 'parse-timeout'] as const),
  // We do not ask.
  ...(['url', 'scheme', 'credentials', 'address-literal', 'address-dns', 'address-peer'] as const),
  ...(['downgrade', 'key-unencrypted', 'key-redirect', 'api-key', 'scope', 'scope-path'] as const),
  ...(['no-assessment', 'placeholder', 'not-started', 'expired', 'review-overdue'] as const),
  ...(['disabled', 'import', 'removed', 'suspended'] as const),
] as const;
export type SourceReason = (typeof SOURCE_REASONS)[number];
