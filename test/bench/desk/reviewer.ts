import type { ItemView, NextView } from '../../../dashboard/wire.ts';
import { seeded } from '../workload.ts';

export type Action =
  | 'next'
  | 'queue'
  | 'item'
  | 'judge'
  | 'conclude'
  | 'revise'
  | 'undo'
  | 'release'
  | 'protect';

export interface Planned {
  readonly action: Action;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
}

const NOT_OFFER = { outcome: 'not_offer', reason: 'lawful_travel' };
const OFFER = {
  outcome: 'offer',
  reason: 'crossing_offered',
  note: 'names a way and a sum',
  elements: ['enables_entry', 'seeks_benefit'],
  spans: [{ start: 0, end: 8 }],
};
const REVISED = {
  outcome: 'unresolved',
  reason: 'too_little_context',
  note: 'too little to go by after all',
};

/** After a claim, what a reviewer does with the item; of each hundred items so many take this way. */
const WAYS: readonly (readonly [share: number, steps: readonly Action[]])[] = [
  [70, ['queue', 'judge', 'item', 'conclude']],
  [10, ['item', 'judge', 'revise']],
  [10, ['queue', 'judge', 'conclude', 'undo', 'release']],
  [5, ['item', 'release']],
  [5, ['queue', 'protect']],
];
const SHARE_OFFERS = 0.15;

/** One reviewer's working day as a plan of requests: it follows the steps that the desk offers, and no others. */
export class Reviewer {
  readonly #random: () => number;
  #item: ItemView | null = null;
  #way: Action[] = [];

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  plan(): Planned {
    const item = this.#item;
    for (let step = this.#way.shift(); item !== null && step !== undefined; step = this.#way.shift()) {
      if (step === 'queue') return { action: step, method: 'GET', path: '/api/queue?lane=review' };
      if (step === 'item') return { action: step, method: 'GET', path: `/api/items/${item.id}` };
      if (item.steps.includes(step as ItemView['steps'][number])) return this.#step(item, step);
    }
    this.#item = null;
    return { action: 'next', method: 'POST', path: '/api/next', body: { lane: 'review' } };
  }

  /** What the desk answered to the last request. */
  take({ action }: Planned, answer: unknown): void {
    if (action === 'queue') return;
    if (action === 'release' || action === 'protect') {
      this.#item = null;
    } else if (action === 'next' || action === 'judge' || action === 'revise') {
      this.#item = (answer as NextView).item;
      if (action === 'next') this.#way = [...this.#chooseWay()];
    } else {
      this.#item = answer as ItemView;
    }
  }

  #step(item: ItemView, step: Action): Planned {
    const body = {
      judge: { claim: item.claim, judgment: this.#random() < SHARE_OFFERS ? OFFER : NOT_OFFER },
      revise: REVISED,
      protect: { reason: 'distress' },
    }[step as string];
    return { action: step, method: 'POST', path: `/api/items/${item.id}/${step}`, body: body ?? {} };
  }

  #chooseWay(): readonly Action[] {
    let left = this.#random() * 100;
    for (const [share, steps] of WAYS) {
      left -= share;
      if (left < 0) return steps;
    }
    return [];
  }
}
