import { describe, expect, it } from 'vitest';
import type { Entry, EntryKind } from '../../../../queue/contracts/index.ts';
import { tallyEntries } from '../../../../queue/report/entry-tally.ts';

type Said = [kind: EntryKind, body: Entry['body']];

function tallyOf(...entries: Said[]) {
  return tallyEntries(
    (async function* () {
      for (const [index, [kind, body]] of entries.entries()) {
        const at = '2026-05-03T10:00:00.000Z';
        yield { index, kind, entry: { version: 1 as const, kind, actor: 'x', at, subject: 'item', body } };
      }
    })(),
  );
}

const slowest = async (...entries: Said[]) =>
  (await tallyOf(...entries)).rows.find(({ name }) => name === 'alert.sent slowest seconds')?.count;

describe('the slowest first message about a person at risk', () => {
  it('EVA-01 is the one that got out, where the first contact could not be reached', async () => {
    const late = { step: 1, afterMs: 3_600_000, isFirst: true };
    expect(
      await slowest(
        ['alert.failed', { step: 0 }],
        ['alert.escalated', { step: 1 }],
        ['alert.sent', late],
        ['alert.sent', { step: 0, afterMs: 21_500, isFirst: true }],
      ),
    ).toBe(3600);
  });

  it('EVA-01 is not told where no first message got out: one to the next contact is none', async () => {
    expect(await slowest(['alert.failed', { step: 0 }])).toBeUndefined();
    expect(await slowest(['alert.sent', { step: 1, afterMs: 600_000, isFirst: false }])).toBeUndefined();
  });

  it('EVA-01 is that to the first contact, of entries that do not say which was the first', async () => {
    expect(
      await slowest(
        ['alert.sent', { step: 0, afterMs: 12_000 }],
        ['alert.sent', { step: 1, afterMs: 600_000 }],
      ),
    ).toBe(12);
    expect(await slowest(['alert.sent', { step: 1, afterMs: 600_000 }])).toBeUndefined();
  });
});

describe('a contest about several items of one address', () => {
  it('EVA-01 is counted once: as it was sent, and by what it comes to with the last of them', async () => {
    const { rows, byMonth } = await tallyOf(
      ['contest.received', { item: 'a' }],
      ['contest.received', { item: 'b', beside: 'c-1' }],
      ['contest.decided', { item: 'a', verdict: 'upheld', whole: null }],
      ['contest.decided', { item: 'b', verdict: 'rejected', whole: 'upheld' }],
      ['contest.decided', { item: 'c', verdict: 'rejected' }],
    );
    expect(rows).toEqual([
      { name: 'contest.decided', count: 2 },
      { name: 'contest.decided rejected', count: 1 },
      { name: 'contest.decided upheld', count: 1 },
      { name: 'contest.received', count: 1 },
    ]);
    expect([...(byMonth.get('2026-05') ?? [])]).toContainEqual(['untold', 2]);
  });
});
