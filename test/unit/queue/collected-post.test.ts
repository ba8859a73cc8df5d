import { expect, it } from 'vitest';
import { CollectedPost } from '../../../queue/contracts/index.ts';

it.each([
  ['0000-01-01T00:00:00Z', false],
  ['0001-01-01T00:30:00+01:00', false],
  ['0001-01-01T00:00:00Z', true],
  ['9999-12-31T23:59:59Z', true],
  ['9999-12-31T23:59:59-14:00', false],
])('a post of %s is within what can be written: %s', (publishedAt, isRight) => {
  const parsed = CollectedPost.safeParse({ key: 'k', text: 't', publishedAt });
  expect(parsed.success).toBe(isRight);
  if (!parsed.success) expect(parsed.error.issues[0]?.message).toContain('of the years 1 to 9999');
});
