import type { Signal, Span } from '../assessment.ts';
import { isProtectionKind } from '../categories.ts';
import { FEWEST_SIGNS } from '../match/match-signs.ts';
import type { OtherVoice } from './other-voices.ts';

/** How a stretch of a post leans toward calls for help, by one rule. */
export interface NeedLeaning extends Span {
  readonly rule: string;
  /** Above 0 for somebody in need, below 0 against it. */
  readonly points: number;
  /** The words that say most for that, once somebody asks. */
  readonly words: () => readonly Span[];
}

/** A stretch of a post, each rule once and each word of others once. */
export interface Weighed {
  readonly points: number;
  readonly isMet: boolean;
  readonly signs: readonly Signal[];
  readonly against: readonly Signal[];
  /** By rule, how it leans. */
  readonly leanings: readonly NeedLeaning[];
}

/** One word of a newspaper or a joke ("stopped", "fridge") is in many a call for help; beside words that lean the other way it counts. */
const LEAST_OTHERS = 2;

/** A stretch of a post as it grows. */
export class NeedStretch {
  readonly #needed: number;
  readonly #signs: Signal[] = [];
  readonly #heard: OtherVoice[] = [];
  readonly #leanings: readonly NeedLeaning[];
  #forNeed = 0;
  #bySellers = 0;
  #byOthers = 0;
  #byWords = 0;
  #others = 0;
  #isWrong = false;
  hasCall = false;

  constructor(needed: number, leanings: readonly NeedLeaning[]) {
    this.#needed = needed;
    this.#leanings = leanings;
    for (const { points } of leanings) {
      if (points > 0) this.#forNeed += points;
      else this.#byWords -= points;
    }
  }

  /** Told of a sign of a rule that has not spoken before. */
  add(sign: Signal): void {
    this.#signs.push(sign);
    this.#forNeed += sign.weight;
    if (sign.category === 'vulnerability') this.#isWrong = true;
    if (isProtectionKind(sign.category)) this.hasCall = true;
  }

  /** Told of a voice whose word was not heard before. */
  takeOff(other: OtherVoice): void {
    this.#heard.push(other);
    if (other.isSeller) {
      this.#bySellers += other.signal.weight;
      return;
    }
    this.#others += 1;
    this.#byOthers += other.signal.weight;
  }

  get points(): number {
    const against = this.#byOthers + this.#byWords;
    if (this.hasCall) return this.#needed + this.#forNeed - (this.#isDisputed ? against : 0);
    return this.#forNeed - against - this.#bySellers;
  }

  /** Whether enough speaks against a call for help to be heard at all. */
  get #isDisputed(): boolean {
    return this.#others >= (this.#byWords > 0 ? 1 : LEAST_OTHERS);
  }

  get isMet(): boolean {
    if (this.points < this.#needed) return false;
    return this.hasCall || (this.#isWrong && this.#signs.length >= FEWEST_SIGNS);
  }

  weighed(): Weighed {
    const { points, isMet } = this;
    const isHeard = !this.hasCall || this.#isDisputed;
    const others = this.#heard.filter(({ isSeller }) => isHeard && !(this.hasCall && isSeller));
    return {
      points,
      isMet,
      signs: [...this.#signs],
      against: others.map(({ signal }) => signal),
      leanings: this.#leanings.filter((one) => one.points > 0 || isHeard),
    };
  }
}
