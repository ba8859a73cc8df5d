import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadKnownPosts } from '../../../queue/runtime/known-posts.ts';

const LIMIT = 1024 * 1024;

const post = (key: string, reason: string) =>
  `  - { key: ${key}, expect: not_offer, reason: ${reason}, text: some words }\n`;

describe('known posts', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-known-'));
    mkdirSync(join(folder, 'controls'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => writeFileSync(join(folder, 'controls', name), text);

  it('HUM-09 of a file that is too large are refused, not read in part', () => {
    const text = `language: en\ncontrols:\n${post('known-one', 'seeker')}practice:\n${post('known-two', 'seeker')}`;
    const padded = (bytes: number) => text.replace('\n', `\n# ${'x'.repeat(bytes - text.length - 3)}\n`);
    write('en.yml', padded(LIMIT));
    expect(loadKnownPosts(folder).practice).toMatchObject([{ key: 'known-two', language: 'en' }]);
    write('en.yml', padded(LIMIT + 1));
    expect(() => loadKnownPosts(folder)).toThrow(
      expect.objectContaining({
        code: 'config.invalid',
        message: expect.stringContaining(`en.yml:1:1: expected at most ${LIMIT} bytes, found ${LIMIT + 1}`),
      }),
    );
  });

  it('tell what is wrong with each of them', () => {
    write('en.yml', `language: en\ncontrols:\n${post('known-one', 'distress')}`);
    expect(() => loadKnownPosts(folder)).toThrow(
      'expected a reason that goes with what "expect" says for "controls.0.reason", found "distress"',
    );
  });
});
