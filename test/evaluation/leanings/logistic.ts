import { seeded } from '../../bench/workload.ts';

/** One text: which words it has, by number, and how much it counts. */
export interface Sample {
  readonly words: readonly number[];
  readonly isPositive: boolean;
  /** 0 leaves it out. */
  readonly weight: number;
}

export interface Fitted {
  /** By word, in the logarithm of the odds. */
  readonly weights: Float64Array;
  readonly intercept: number;
}

const EPOCHS = 60;
const NEWTON_STEPS = 100;
const NEWTON_EXACT = 1e-8;
const BACK_OFF = 0.1;

/**
 * Logistic regression with squared weights held small, by coordinate descent in the dual (Yu, Huang and Lin, "Dual coordinate descent
 * methods for logistic regression and maximum entropy models", Machine Learning 85, 2011, algorithm 5). A text's words count one over the
 * root of their number each, so that a long text says no more than a short one. The same input gives the same weights. No kept package
 * of npm fits sparse texts: theirs want a table of all words by all texts, five gigabytes here.
 * @param cost how much a text's error costs beside weights that are not 0; the more, the closer the fit
 */
export function fitLogistic(samples: readonly Sample[], size: number, cost: number): Fitted {
  const weights = new Float64Array(size + 1);
  const duals = samples.map((sample) => new Dual(sample, size, cost));
  for (const dual of duals) dual.move(weights, dual.first);
  const order = duals.map((_, at) => at);
  const random = seeded(1);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, random);
    for (const at of order) duals[at]?.improve(weights);
  }
  return { weights: weights.subarray(0, size), intercept: weights[size] ?? 0 };
}

/** The logarithm of the odds that a text is positive. */
export function oddsOf(words: readonly number[], { weights, intercept }: Fitted): number {
  const sum = words.reduce((all, word) => all + (weights[word] ?? 0), 0);
  return sum / Math.sqrt(Math.max(words.length, 1)) + intercept;
}

/** The two variables of one text, which add up to its cost. */
class Dual {
  readonly first: number;
  readonly #words: readonly number[];
  readonly #value: number;
  readonly #bias: number;
  readonly #sign: number;
  readonly #most: number;
  readonly #square: number;
  #alpha: number;

  constructor({ words, isPositive, weight }: Sample, bias: number, cost: number) {
    this.#words = words;
    this.#value = 1 / Math.sqrt(Math.max(words.length, 1));
    this.#bias = bias;
    this.#sign = isPositive ? 1 : -1;
    this.#most = cost * weight;
    this.#square = (words.length > 0 ? 1 : 0) + 1;
    this.first = Math.min(0.001 * this.#most, NEWTON_EXACT);
    this.#alpha = this.first;
  }

  move(weights: Float64Array, by: number): void {
    const step = this.#sign * by;
    for (const word of this.#words) weights[word] = (weights[word] ?? 0) + step * this.#value;
    weights[this.#bias] = (weights[this.#bias] ?? 0) + step;
  }

  improve(weights: Float64Array): void {
    const most = this.#most;
    if (most === 0) return;
    let sum = weights[this.#bias] ?? 0;
    for (const word of this.#words) sum += (weights[word] ?? 0) * this.#value;
    const margin = this.#sign * sum;
    const before = this.#alpha;
    // The smaller of the two is moved, where the logarithm is steep.
    const isOther = 0.5 * this.#square * (most - 2 * before) + margin < 0;
    const turn = isOther ? -1 : 1;
    const old = isOther ? most - before : before;
    let z = most - old < 0.5 * most ? old * BACK_OFF : old;
    const slope = (at: number) => this.#square * (at - old) + turn * margin + Math.log(at / (most - at));
    for (let step = 0; step < NEWTON_STEPS; step += 1) {
      const gradient = slope(z);
      if (Math.abs(gradient) < NEWTON_EXACT) break;
      const next = z - gradient / (this.#square + most / ((most - z) * z));
      z = next <= 0 ? z * BACK_OFF : next;
    }
    const after = isOther ? most - z : z;
    if (after === before) return;
    this.#alpha = after;
    this.move(weights, after - before);
  }
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
}
