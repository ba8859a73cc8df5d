import { describe, expect, it } from 'vitest';
import { type ReleaseRecord, recordDifferences } from '../../../rules/index.ts';

const share = { count: 1, of: 2, low: 0, high: 100 };
const both = { before: share, after: share };
const effect = { lang: 'en', posts: 2, gained: 0, lost: 0, flagged: both, protected: both };
const changes: ReleaseRecord['changes'] = [
  { what: 'en.provider.test', kind: 'rule', how: 'changed', author: 'ana', isLive: true },
];
const measured: ReleaseRecord['measured'] = [
  {
    ...{ file: 'posts.ndjson', sha256: 'c'.repeat(64), posts: 2 },
    languages: [{ ...effect, offersFound: null, falseFlags: both, leaked: null }],
  },
];
const record: ReleaseRecord = {
  ...{ version: 1, digest: 'a'.repeat(64), parent: 'b'.repeat(64), isReturn: false, createdOn: '2026-12-01' },
  ...{ changes, measured, signatures: [] },
};

describe('what a record says otherwise than the packs', () => {
  it('is nothing where it says the same', () => {
    expect(recordDifferences(record, { changes, measured })).toEqual([]);
    expect(recordDifferences(record, { changes, measured: [] })).toEqual([]);
  });

  it('is a change that was left out, made up, told twice or of somebody else', () => {
    const missing = 'en.provider.test: the packs say "rule changed by ana, live", the record "no change"';
    expect(recordDifferences({ ...record, changes: [] }, { changes, measured: [] })).toEqual([missing]);
    expect(recordDifferences(record, { changes: [], measured: [] })).toEqual([
      'en.provider.test: the packs say "no change", the record "rule changed by ana, live"',
    ]);
    const twice = { ...record, changes: [...changes, ...changes] };
    expect(recordDifferences(twice, { changes, measured: [] })).toHaveLength(1);
    const before = changes.map((change) => ({ ...change, authorBefore: 'ben' }));
    expect(recordDifferences(record, { changes: before, measured: [] })).toEqual([
      'en.provider.test: the packs say "rule changed by ana (before: ben), live", the record "rule changed by ana, live"',
    ]);
  });

  it('is a figure that comes out otherwise, or other posts', () => {
    const better = measured.map((one) => ({
      ...one,
      languages: one.languages.map((language) => ({ ...language, falseFlags: null })),
    }));
    expect(recordDifferences({ ...record, measured: better }, { changes, measured })).toEqual([
      'posts.ndjson: measured again it comes out otherwise than the record says in en',
    ]);
    expect(recordDifferences({ ...record, measured: [] }, { changes, measured })).toEqual([
      'posts.ndjson: the record was not measured on these posts, but on none',
    ]);
  });
});
