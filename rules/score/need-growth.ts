import type { Signal } from '../assessment.ts';
import { firstFrom } from '../text/first-from.ts';
import { BLOCK, Firsts, inBlocks } from './firsts.ts';
import type { OtherVoice } from './other-voices.ts';
import { REACH, type Told } from './told-signs.ts';

/**
 * What brings anything new to a stretch of a post as it grows from sign to sign: the first sign of each rule in it, and the first time
 * of each word of others. One word on each line again and again is some 200 signs within reach of each; looked at one by one they
 * took 100 KB a second.
 */
export class Growth {
  readonly voices: readonly Signal[];
  readonly #told: readonly Told[];
  readonly #signs: Firsts;
  readonly #words: Firsts;
  /** By sign, how many voices are heard as far as it reaches, and as far as any up to it does. */
  readonly #heard: Int32Array;
  readonly #furthest: Int32Array;
  readonly #mostHeard: Int32Array;
  #stop = 0;

  constructor(told: readonly Told[], others: readonly OtherVoice[]) {
    this.#told = told;
    this.voices = others.map(({ signal }) => signal);
    this.#signs = new Firsts(told.map(({ sign }) => sign.rule));
    this.#words = new Firsts(others.map(({ word }) => word));
    this.#heard = new Int32Array(told.length);
    this.#furthest = new Int32Array(told.length);
    let furthest = 0;
    told.forEach(({ sign, line }, at) => {
      if (others.length === 0) return;
      const heard = firstFrom(this.voices, Math.min(line.end, sign.end + REACH));
      furthest = Math.max(furthest, heard);
      this.#heard[at] = heard;
      this.#furthest[at] = furthest;
    });
    this.#mostHeard = inBlocks(this.#heard, Math.max, 0);
  }

  /** Behind the last sign that may be weighed together with the one at `from`. Asked of signs in reading order: it only goes forward. */
  stopOf(from: number): number {
    const last = (this.#told[from]?.sign.start ?? 0) + REACH;
    this.#stop = Math.max(this.#stop, from + 1);
    while (this.#stop < this.#told.length && (this.#told[this.#stop]?.sign.end ?? 0) <= last) this.#stop += 1;
    return this.#stop;
  }

  /** Whether a sign is the first of its rule from `from` on. */
  isNewSign(at: number, from: number): boolean {
    return this.#signs.isFirst(at, from);
  }

  /** The first voice from `at` on whose word was not heard since `from`, if signs before `stop` let it be heard. */
  nextVoice(at: number, from: number, stop: number): number {
    return this.#words.next(at, from, this.#furthest[stop - 1] ?? 0);
  }

  /** Whether a voice is heard as far as a sign reaches. */
  isHeard(voice: number, at: number): boolean {
    return voice < (this.#heard[at] ?? 0);
  }

  /** The first sign from `to` on, and before `stop`, that is new in a stretch from `from` on or lets `voice` be heard; `stop` for none. */
  nextNews(stretch: { readonly from: number; readonly stop: number }, to: number, voice: number): number {
    const { from, stop } = stretch;
    const sign = this.#signs.next(to, from, stop);
    if (voice >= (this.#furthest[stop - 1] ?? 0)) return sign;
    let at = to;
    while (at < sign && !this.isHeard(voice, at))
      at += at % BLOCK === 0 && (this.#mostHeard[at / BLOCK] ?? 0) <= voice ? BLOCK : 1;
    return Math.min(at, sign);
  }
}
