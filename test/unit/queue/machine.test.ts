import { describe, expect, it } from 'vitest';
import { type ItemState, ItemState as ItemStates, Role } from '../../../queue/contracts/index.ts';
import { LEFT_MS, openSteps, putBack, STEPS, type Standing } from '../../../queue/review/index.ts';

const NOW = 1_000_000_000;
const UNDO_MS = 600_000;

const WAITING: Standing = {
  state: 'waiting',
  lane: 'review',
  holder: null,
  leaseUntil: null,
  judgedBy: null,
  judgedAt: null,
  isSeconded: false,
  judges: [],
  consulted: [],
  changed: [],
};

function steps(values: Partial<Standing>, id = 'ana', roles: readonly Role[] = ['reviewer']) {
  return openSteps({ ...WAITING, ...values }, { id, roles }, NOW).map(({ step }) => step);
}

const JUDGED_BY_ANA = { judgedBy: 'ana', judgedAt: NOW, judges: ['ana'] } as const;

describe('state machine of an item', () => {
  it('HUM-10 hands a waiting item out, and offers no claim on it by its id', () => {
    expect(steps({})).toEqual(['draw', 'protect']);
  });

  it('lets only the holder judge, release or renew', () => {
    const claimed = { state: 'claimed', holder: 'ana', leaseUntil: NOW + 1 } as const;
    expect(steps(claimed)).toEqual(['claim', 'release', 'ask', 'judge', 'protect']);
    expect(steps(claimed, 'ben')).toEqual(['protect']);
  });

  it('counts a claim whose lease ran out as waiting, for its holder too', () => {
    const lapsed = { state: 'claimed', holder: 'ana', leaseUntil: NOW } as const;
    expect(steps(lapsed)).toEqual(['draw', 'claim', 'protect']);
    expect(steps(lapsed, 'ben')).toEqual(['draw', 'protect']);
  });

  it('lets only the judge revise, conclude and undo, and undo only for ten minutes', () => {
    const revealed = { state: 'revealed', ...JUDGED_BY_ANA, judgedAt: NOW - UNDO_MS } as const;
    expect(steps(revealed)).toEqual(['revise', 'conclude', 'undo', 'protect']);
    expect(steps(revealed, 'ben')).toEqual(['protect']);
    expect(steps({ ...revealed, judgedAt: NOW - UNDO_MS - 1 })).toEqual(['revise', 'conclude', 'protect']);
  });

  it('HUM-03 knows one change: after it the judgment can only be kept', () => {
    const changed = { state: 'revealed', ...JUDGED_BY_ANA, changed: ['ana'] } as const;
    expect(steps(changed)).toEqual(['conclude', 'protect']);
    expect(steps({ ...changed, state: 'outcome' })).toEqual(['protect']);
  });

  it('takes no judgment back that somebody acted on', () => {
    const second = { state: 'second', ...JUDGED_BY_ANA } as const;
    expect(steps(second)).toEqual(['undo', 'protect']);
    expect(steps({ ...second, holder: 'ben', leaseUntil: NOW + 1 })).toEqual(['protect']);
    const settled = { state: 'outcome', judges: ['ana', 'ben'], isSeconded: true } as const;
    expect(steps({ ...second, ...settled })).toEqual(['protect']);
  });

  it('lets a judgment be taken back also where others had judged before it', () => {
    const inProtection = { lane: 'protect', judgedBy: 'pia', judgedAt: NOW, judges: ['ana', 'pia'] } as const;
    for (const [state, keeping] of [
      ['revealed', ['revise', 'conclude', 'undo']],
      ['outcome', ['undo']],
    ] as const)
      expect(steps({ ...inProtection, state }, 'pia', ['protection'])).toEqual(keeping);
    expect(steps({ state: 'second', ...JUDGED_BY_ANA, judges: ['ben', 'ana'] })).toContain('undo');
  });

  it('HUM-06 keeps a first judge from the second review, and both from adjudicating', () => {
    const second = { state: 'second', ...JUDGED_BY_ANA } as const;
    expect(steps(second, 'ben')).toEqual(['draw', 'protect']);
    expect(steps({ ...second, state: 'disputed', judges: ['ana', 'ben'] }, 'ben', ['adjudicator'])).toEqual([
      'protect',
    ]);
    expect(steps({ ...second, state: 'disputed', judges: ['ana', 'ben'] }, 'eve', ['adjudicator'])).toEqual([
      'draw',
      'protect',
    ]);
  });

  it('HUM-06 leaves who answered a question about the item nothing but to hand it over', () => {
    const roles = ['reviewer', 'adjudicator'] as const;
    for (const state of ItemStates.options) {
      const uninvolved = steps({ state }, 'ana', roles);
      expect(steps({ state, consulted: ['ana'] }, 'ana', roles)).toEqual(
        uninvolved.filter((step) => step === 'protect'),
      );
    }
    expect(steps({ consulted: ['ana'] })).toEqual(['protect']);
  });

  it('takes a role at its word at every step', () => {
    const claimed = { state: 'claimed', holder: 'ana', leaseUntil: NOW + 1 } as const;
    for (const role of Role.exclude(['reviewer', 'adjudicator']).options)
      expect(steps(claimed, 'ana', [role])).toEqual([]);
    expect(steps({ lane: 'protect' }, 'ana', ['reviewer', 'adjudicator', 'analyst', 'oversight'])).toEqual(
      [],
    );
    expect(steps({ lane: 'protect' }, 'pia', ['protection'])).toEqual(['draw', 'claim']);
    expect(steps({ state: 'agreed' }, 'ora', ['oversight'])).toEqual(['approve', 'refuse']);
  });

  it('PRO-07 lets anybody of protection go on where a first judgment was left for ten minutes, and its judge end it', () => {
    const left = { lane: 'protect', state: 'revealed', ...JUDGED_BY_ANA, judgedAt: NOW - UNDO_MS } as const;
    expect(steps(left, 'pia', ['protection'])).toEqual(['draw', 'claim']);
    expect(steps({ ...left, judgedAt: NOW - UNDO_MS + 1 }, 'pia', ['protection'])).toEqual([]);
    expect(steps(left, 'ana', ['protection'])).toEqual(['revise', 'conclude', 'undo']);
    expect(steps({ ...left, lane: 'review' }, 'ben')).toEqual(['protect']);
  });

  it('HUM-06 gives a first judgment that was left for a day to somebody who never judged the item', () => {
    const left = { state: 'revealed', ...JUDGED_BY_ANA, judgedAt: NOW - LEFT_MS } as const;
    expect(steps(left, 'ben')).toEqual(['draw', 'protect']);
    expect(steps({ ...left, judgedAt: NOW - LEFT_MS + 1 }, 'ben')).toEqual(['protect']);
    expect(steps({ ...left, judges: ['ana', 'ben'] }, 'ben')).toEqual(['protect']);
    expect(steps(left, 'ana')).not.toContain('draw');
  });

  it.each(ItemStates.options)('gives nobody what somebody else holds, in the state %s', (state) => {
    const held = {
      state,
      holder: 'ben',
      leaseUntil: NOW + 1,
      judgedBy: 'ben',
      judgedAt: NOW - LEFT_MS,
    } as const;
    for (const lane of ['review', 'protect'] as const) {
      const left = steps({ ...held, lane }, 'ana', ['reviewer', 'adjudicator', 'protection']);
      expect(left.filter((step) => step !== 'protect')).toEqual([]);
    }
  });

  it('lets protection renew a claim, and nobody but who holds it', () => {
    const claimed = { lane: 'protect', state: 'claimed', holder: 'pia', leaseUntil: NOW + 1 } as const;
    expect(steps(claimed, 'pia', ['protection'])).toEqual(['claim', 'release', 'judge']);
    expect(steps(claimed, 'pol', ['protection'])).toEqual([]);
  });

  it('PRO-06 takes no word on an override from who judged it, whatever role they have by now', () => {
    expect(steps({ state: 'agreed', judges: ['ana', 'ora'] }, 'ora', ['oversight'])).toEqual([]);
  });

  it('PRO-10 lets who works on cases hand over what has ended, and nothing before', () => {
    for (const state of ItemStates.options)
      expect(steps({ state }, 'eva', ['exporter']), state).toEqual(state === 'outcome' ? ['protect'] : []);
  });

  it('WEL-05 puts back whatever is held, to where its holder would', () => {
    for (const lane of ['review', 'protect'] as const)
      expect(putBack({ lane, state: 'claimed' })).toEqual({ next: 'waiting' });
    for (const state of ['second', 'disputed'] as const)
      expect(putBack({ lane: 'review', state })).toEqual({ next: state });
  });

  it('leads by a judgment or without one, never by both', () => {
    const judging = ['judge', 'revise', 'conclude', 'approve', 'refuse', 'protect'];
    for (const { step, to } of STEPS)
      expect(Object.keys(to).includes('next'), step).toBe(!judging.includes(step));
  });

  it('offers nothing on an erased item', () => {
    for (const role of Role.options) expect(steps({ state: 'erased' }, 'ana', [role])).toEqual([]);
  });

  it('names only states of the contract', () => {
    for (const rule of STEPS) {
      for (const state of [...rule.from, ...Object.values(rule.to)])
        expect(ItemStates.options).toContain(state);
    }
  });
});

/** Where an item can come to, and which judgments stand on the way there. */
interface Stand {
  readonly lane: 'review' | 'protect';
  readonly state: ItemState;
  readonly judged: ReadonlySet<ItemState>;
  /** What led here: step and what was judged. */
  readonly by: string;
}

/** Every stand that can be reached, over any number of steps: the table has loops, the stands are finite. */
function reachable(lane: Stand['lane']): Stand[] {
  const found = new Map<string, Stand>();
  const open: Stand[] = [{ lane, state: 'waiting', judged: new Set(), by: '' }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of stepsFrom(at)) {
      const key = [next.lane, next.state, [...next.judged].sort(), next.by].join(' ');
      if (found.has(key)) continue;
      found.set(key, next);
      open.push(next);
    }
  }
  return [...found.values()];
}

function stepsFrom({ lane, state, judged }: Stand): Stand[] {
  return STEPS.filter((rule) => rule.lane === lane && rule.from.includes(state)).flatMap((rule) =>
    Object.entries(rule.to).map(([verdict, to]): Stand => {
      const isUndone = rule.step === 'undo' || rule.step === 'protect';
      const stands = isUndone ? [] : rule.step === 'judge' ? [...judged, state] : judged;
      return {
        lane: verdict === 'protect' ? 'protect' : lane,
        state: to,
        judged: new Set(stands),
        by: `${rule.step}:${verdict}`,
      };
    }),
  );
}

describe('every path of an item', () => {
  it('PRO-02 leads from protection to no offer, and never back', () => {
    const stands = reachable('protect');
    expect(stands.length).toBeGreaterThan(3);
    for (const { lane, by } of stands) {
      expect(lane, by).toBe('protect');
      expect(by).not.toMatch(/:(offer|override)$/);
    }
  });

  it('HUM-01 PRO-01 reaches an outcome only over a judgment, and an offer only over two people', () => {
    const outcomes = reachable('review').filter(
      ({ lane, state }) => lane === 'review' && state === 'outcome',
    );
    expect(outcomes.map(({ by }) => by)).toEqual(expect.arrayContaining(['conclude:cleared', 'judge:offer']));
    for (const { judged, by } of outcomes) {
      expect([...judged], by).toContain('claimed');
      if (/:(offer|override)$/.test(by)) expect([...judged], by).toContain('second');
    }
  });

  it('PRO-06 lets no override pass without two reviewers and oversight', () => {
    const into = STEPS.filter((rule) => rule.to.override === 'outcome');
    expect(into.map(({ step, roles }) => [step, roles])).toEqual([['approve', ['oversight']]]);
  });

  it('PRO-10 leads to protection from every state that the review lane knows', () => {
    const rule = STEPS.find(({ step }) => step === 'protect');
    const states = new Set(
      reachable('review').flatMap(({ lane, state }) => (lane === 'review' ? [state] : [])),
    );
    for (const state of states) expect(rule?.from).toContain(state);
  });
});
