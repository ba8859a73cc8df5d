import { describe, expect, it } from 'vitest';
import { ItemState } from '../../../queue/contracts/index.ts';
import { allowedSteps, STEPS, type Standing } from '../../../queue/review/index.ts';

const NOW = 1_000_000_000;
const UNDO_MS = 600_000;

function standing(values: Partial<Standing>): Standing {
  return { state: 'waiting', holder: null, leaseUntil: null, judgedBy: null, judgedAt: null, ...values };
}

const steps = (values: Partial<Standing>, actor = 'ana') =>
  allowedSteps(standing(values), actor, NOW, UNDO_MS);

describe('state machine of an item', () => {
  it('offers only a claim on a waiting item', () => {
    expect(steps({})).toEqual(['claim']);
  });

  it('lets only the holder judge, release or renew', () => {
    const claimed = { state: 'claimed', holder: 'ana', leaseUntil: NOW + 1 } as const;
    expect(steps(claimed)).toEqual(['claim', 'release', 'judge']);
    expect(steps(claimed, 'ben')).toEqual([]);
  });

  it('counts a claim whose lease ran out as waiting, for its holder too', () => {
    const lapsed = { state: 'claimed', holder: 'ana', leaseUntil: NOW } as const;
    expect(steps(lapsed)).toEqual(['claim']);
    expect(steps(lapsed, 'ben')).toEqual(['claim']);
  });

  it('lets only the judge revise, conclude and undo, and undo only for ten minutes', () => {
    const revealed = { state: 'revealed', judgedBy: 'ana', judgedAt: NOW - UNDO_MS } as const;
    expect(steps(revealed)).toEqual(['revise', 'conclude', 'undo']);
    expect(steps(revealed, 'ben')).toEqual([]);
    expect(steps({ ...revealed, judgedAt: NOW - UNDO_MS - 1 })).toEqual(['revise', 'conclude']);
  });

  it('knows one revision: an outcome can only be undone', () => {
    expect(steps({ state: 'outcome', judgedBy: 'ana', judgedAt: NOW })).toEqual(['undo']);
  });

  it('offers nothing on an erased item', () => {
    expect(steps({ state: 'erased' })).toEqual([]);
  });

  it('reaches an outcome only over a judgment', () => {
    const before = new Set(STEPS.filter((rule) => rule.to === 'outcome').flatMap((rule) => rule.from));
    expect([...before]).toEqual(['revealed']);
    expect(STEPS.filter((rule) => rule.to === 'revealed').map((rule) => rule.step)).toEqual(['judge']);
  });

  it('names only states of the contract', () => {
    for (const rule of STEPS)
      for (const state of [...rule.from, rule.to]) expect(ItemState.options).toContain(state);
  });
});
