import { describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../../queue/storage/migrations/index.ts';
import { parseSnapshotHead } from '../../../queue/storage/snapshot-head.ts';

const NAMES = Object.keys(MIGRATIONS);
const HEAD = {
  ...{ vigie: 'backup', version: 2, madeAt: '2026-11-29T00:00:00.000Z', migrations: NAMES, kind: 'real' },
  ...{ fingerprint: 'aaaa', vaultKey: null, log: { size: 0, root: '' } },
};
const { kind: _, ...BEFORE_KINDS } = HEAD;

describe('the first line of a backup', () => {
  it('is read where this version wrote it', () => {
    expect(parseSnapshotHead(JSON.stringify(HEAD))).toEqual(HEAD);
  });

  it.each([
    ['an older version', { ...BEFORE_KINDS, migrations: NAMES.slice(0, -1) }],
    ['a newer version', { ...HEAD, version: 3, more: true, migrations: [...NAMES, '29991231-later'] }],
  ])('names %s, whatever it wrote there', (version, head) => {
    expect(() => parseSnapshotHead(JSON.stringify(head))).toThrow(
      `one made by ${version}; restore with that version, then upgrade`,
    );
  });

  it.each([
    ['nothing', undefined],
    ['no JSON', 'posts'],
    ['another file', '{"id":1}'],
    ['a head of this version that is not whole', JSON.stringify(BEFORE_KINDS)],
  ])('is none in %s', (_what, line) => {
    expect(() => parseSnapshotHead(line)).toThrow('a file that does not begin as one');
  });
});
