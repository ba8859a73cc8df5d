import { describe, expect, it } from 'vitest';
import { describeRounds, roundsNow } from '../../../bin/cli/rounds-now.ts';
import type { RoundReport } from '../../../workers/handlers/round-report.ts';

const reportOf = (sourceId: string, fresh: number): RoundReport => ({
  ...{ sourceId, state: 'ok', reason: null, message: null },
  ...{ fresh, known: 1, edited: 0 },
});

describe('rounds that somebody asked for', () => {
  const sources = [{ id: 'board' }, { id: 'feed' }];

  async function run(waiting: Readonly<Record<string, number>>) {
    const steps: string[] = [];
    const rounds = await roundsNow(
      sources,
      async ({ id }) => {
        steps.push(`round of ${id}`);
        return reportOf(id, 3);
      },
      async (id) => {
        steps.push(`wait for ${id}`);
        return waiting[id] ?? 0;
      },
    );
    return { steps, rounds };
  }

  it('run one after another, each until its posts have their lane', async () => {
    const { steps, rounds } = await run({});
    expect(steps).toEqual(['round of board', 'wait for board', 'round of feed', 'wait for feed']);
    expect(describeRounds(rounds)).toBe('board  ok  3 new, 1 known\nfeed  ok  3 new, 1 known');
  });

  it('say how many posts wait where nobody scores them', async () => {
    const { rounds } = await run({ board: 3, feed: 2 });
    expect(rounds).toMatchObject([{ waiting: 3 }, { waiting: 2 }]);
    expect(describeRounds(rounds).split('\n')).toEqual([
      'board  ok  3 new, 1 known',
      'feed  ok  3 new, 1 known',
      '5 posts still wait for a worker; see vigie status',
    ]);
  });

  it('say why one did not go well, and that there was none', () => {
    const failed: RoundReport = { ...reportOf('board', 0), state: 'unreachable', message: 'no answer' };
    expect(describeRounds([{ ...failed, waiting: 0 }])).toBe('board  unreachable  0 new, 1 known: no answer');
    expect(describeRounds([])).toBe('no enabled source');
  });
});
