import { expect, it } from 'vitest';
import { Source, type SourceState } from '../../../queue/contracts/index.ts';
import { collectSource } from '../../../queue/jobs/index.ts';
import { createDueSources } from '../../../workers/due-sources.ts';
import { decideRound } from '../../../workers/sources/decide-request.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { IN_FORCE } from '../../support/gate.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const URL = 'https://a.example/feed';
const collector = {
  refusalOf: (source: Source) => decideRound({ source, assessments: IN_FORCE }, NOW),
};

function collectsWith(
  changes: Record<string, unknown>,
  state: SourceState | undefined,
  isSuspended = false,
  times: { readonly lastRoundAtMs?: number; readonly nextDueAtMs?: number } = {},
): number {
  const authorisation = authorisationOf(URL, changes, NOW);
  const source = Source.parse({ id: 'a', kind: 'feed', name: 'A', url: URL, authorisation });
  const due = { lastRound: 7, lastRoundAtMs: NOW - 1000, nextDueAtMs: NOW, intervalSeconds: 900, ...times };
  const known = new Map(
    state === undefined ? [] : [['a', { ...due, state, hasBackfill: false, isSuspended }]],
  );
  return createDueSources([source], collector)
    .requests(known, NOW)
    .filter(({ job }) => job.name === collectSource.name).length;
}

it.each<[string, Record<string, unknown>, SourceState | undefined, number]>([
  ['in force', {}, 'ok', 1],
  ['in force, never looked at', {}, undefined, 1],
  ['expired, which nobody has recorded yet', { expiresOn: '2026-06-01' }, 'ok', 1],
  ['expired, as it was recorded', { expiresOn: '2026-06-01' }, 'expired', 0],
  ['renewed after it had expired', {}, 'expired', 1],
  ['given its assessments', {}, 'no-assessment', 1],
])('PUR-02 a source that is %s is due as often as it should be', (_what, changes, state, count) => {
  expect(collectsWith(changes, state)).toBe(count);
});

it('EVA-03 names a suspended source once more, so that it is recorded, and then no more', () => {
  expect(collectsWith({}, 'ok', true)).toBe(1);
  expect(collectsWith({}, 'off', true)).toBe(0);
});

it.each([
  ['a day ahead, by a clock that was set back since', 86_400_000, 1],
  ['a minute ahead, by the clock of another worker', 60_000, 0],
])('a source whose last round was recorded %s: whether it is due', (_what, aheadMs, count) => {
  const lastRoundAtMs = NOW + aheadMs;
  expect(collectsWith({}, 'ok', false, { lastRoundAtMs, nextDueAtMs: lastRoundAtMs + 900_000 })).toBe(count);
});
