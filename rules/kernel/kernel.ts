import type { Meanings } from '../match/meanings.ts';
import type { Sifted } from '../match/sifted.ts';
import { PLAIN, plainInfo, plainTable, traitsSeen } from '../text/fold-table.ts';
import { LEET_SIGNS, letterOfSign } from '../text/leet.ts';
import { SCRIPT } from '../text/letter-group.ts';
import type { Normalised } from '../text/normalise.ts';
import type { Locator } from '../text/post-text.ts';
import type { PlainReader } from '../text/read-text.ts';
import type { Tokens } from '../text/tokens.ts';
import { TRAIT } from '../text/unit-class.ts';
import { astralKind } from './astral-kind.ts';
import { Expansions } from './expansions.ts';
import { instantiate, type KernelCode } from './instantiate.ts';
import { LAYOUT } from './layout.ts';
import { type KernelTables, placeTables } from './place-tables.ts';

const STATE_FIELDS = 6;

/** What `match` answers where there is no room for the phrases found. */
export const TOO_MANY = -1;

/**
 * The compiled loops of reading (as/), with memory of their own. Text, tokens, what is sifted and what is known of
 * tokens lie in that memory, where both sides work on them, and so do the tables of the rules.
 */
export class Kernel implements PlainReader, Locator {
  readonly #code: KernelCode;
  readonly #state: Int32Array;
  readonly #plain: Int32Array;
  readonly #astral: Uint8Array;
  readonly #expansions: Expansions;
  /** How much of the source was read without telling where units come from. */
  #unlocated = 0;
  readonly #source: Buffer;
  readonly text: Pick<Normalised, 'units' | 'from' | 'to'>;
  readonly tokens: Pick<Tokens, 'start' | 'end' | 'hash' | 'other'>;
  readonly sifted: Pick<Sifted, 'candidates' | 'suspects'>;
  readonly meanings: Pick<Meanings, 'recordOf' | 'signature' | 'known' | 'languages' | 'script'>;
  /** 1 for the languages that speak in the post. */
  readonly speaks: Uint8Array;
  /** What `match` found: of each phrase its first token, the one behind its last, its kind (`PHRASE`) and its list or group. */
  readonly hits: Int32Array;

  /** @returns null where there is no WebAssembly with vectors, or more languages than there is room for */
  static create(tables: KernelTables): Kernel | null {
    if (tables.table.languageWords > LAYOUT.MAX_LANGUAGE_WORDS) return null;
    const memory = placeTables(tables);
    const code = memory === null ? null : instantiate(memory);
    return memory === null || code === null
      ? null
      : new Kernel(code, memory.buffer, tables.table.languageWords);
  }

  private constructor(code: KernelCode, memory: ArrayBuffer, languageWords: number) {
    const { UNITS } = LAYOUT;
    const numbers = (at: number, length: number = UNITS) => new Int32Array(memory, at, length);
    this.#code = code;
    this.#state = numbers(LAYOUT.STATE, STATE_FIELDS);
    this.#plain = numbers(LAYOUT.PLAIN, 0x10000);
    this.#astral = new Uint8Array(memory, LAYOUT.ASTRAL, 0x10000);
    this.#expansions = new Expansions(memory);
    this.#source = Buffer.from(memory, LAYOUT.SOURCE, 2 * UNITS);
    this.text = {
      units: new Uint16Array(memory, LAYOUT.FOLDED, UNITS),
      from: numbers(LAYOUT.FROM),
      to: numbers(LAYOUT.TO),
    };
    this.tokens = {
      start: numbers(LAYOUT.TOKEN_START),
      end: numbers(LAYOUT.TOKEN_END),
      hash: numbers(LAYOUT.TOKEN_HASH),
      other: new Uint8Array(memory, LAYOUT.TOKEN_OTHER, UNITS),
    };
    this.sifted = { candidates: numbers(LAYOUT.CANDIDATES), suspects: numbers(LAYOUT.SUSPECTS) };
    this.meanings = {
      recordOf: numbers(LAYOUT.RECORD_OF),
      signature: numbers(LAYOUT.SIGNATURE),
      known: numbers(LAYOUT.KNOWN_TOKENS),
      languages: numbers(LAYOUT.LANGUAGES, UNITS * languageWords),
      script: new Uint8Array(UNITS),
    };
    this.speaks = new Uint8Array(memory, LAYOUT.SPEAKS, 32 * LAYOUT.MAX_LANGUAGE_WORDS);
    this.hits = numbers(LAYOUT.HITS, 4 * LAYOUT.MAX_HITS);
    for (let unit = 0; unit < 0x80; unit += 1) plainInfo(unit);
    this.#plain.set(plainTable);
    const letters = new Uint8Array(memory, LAYOUT.SIGN_LETTERS, 0x100);
    for (const sign of LEET_SIGNS) letters[sign & 0xff] = letterOfSign(sign);
  }

  /** Puts a post of at most `LAYOUT.POST_UNITS` where the kernel reads it. */
  load(post: string): void {
    this.#unlocated = 0;
    this.#source.write(post, 'ucs2');
  }

  /** Whether the text still lies in the kernel's memory: one that grew too long was moved. */
  holds(text: Normalised): boolean {
    return text.units === this.text.units;
  }

  /**
   * The same as `readPlain` for the post that was loaded, which goes further: it takes runs of letters and characters that fold
   * to several, too. Where a post was read in one go, its offsets are left to `locate`.
   */
  readPlain(post: string, text: Normalised, tokens: Tokens, start: number): number {
    const { length } = text;
    const room = Math.min(post.length, start + LAYOUT.UNITS - length);
    const end = this.#code.read(start, room, length, tokens.length, room === post.length ? 1 : 0);
    if (start === 0 && end === post.length) this.#unlocated = end;
    else this.#code.locate(start, end, length);
    const state = this.#state;
    const seen = state[3] ?? 0;
    text.length = state[0] ?? 0;
    text.tokenised = state[2] ?? 0;
    text.undone |= (state[4] ?? 0) & PLAIN.unit;
    text.scripts |= (seen >>> PLAIN.scriptsShift) & SCRIPT.both;
    tokens.length = state[1] ?? 0;
    tokens.traits |= traitsSeen(seen) | (((state[4] ?? 0) >>> PLAIN.traitsShift) & TRAIT.picture);
    tokens.digits += state[5] ?? 0;
    return end;
  }

  /** See `Locator`. */
  locate(): void {
    if (this.#unlocated > 0) this.#code.locate(0, this.#unlocated, 0);
    this.#unlocated = 0;
  }

  /** The same as `sift`. */
  sift(text: Normalised, tokens: Tokens, isByPairs: boolean, into: Sifted): void {
    into.candidateCount = this.#code.sift(text.length, tokens.length, isByPairs ? 1 : 0);
    into.suspectCount = this.#state[0] ?? 0;
  }

  /** Asks for the tables' part of memory that looking up the candidates will need. */
  reach(candidates: number): void {
    this.#code.reach(candidates);
  }

  /** The same as `lookUpPlain`. */
  lookUp(meanings: Meanings, first: number, end: number): number {
    const stopped = this.#code.lookUp(first, end, meanings.knownCount);
    meanings.knownCount = this.#state[0] ?? 0;
    return stopped;
  }

  /** Looks for phrases around the known tokens `[from, to)` as `matchPlain` does, and answers how many are in `hits`, or `TOO_MANY`. */
  match({ isAsSpelled }: Meanings, tokens: Tokens, from: number, to: number): number {
    return this.#code.match(from, to, tokens.length, isAsSpelled ? 1 : 0);
  }

  /** Takes in what is known of the characters of a post in `[start, end)`, so that the next like them are no strangers. */
  learnPost(post: string, start: number, end: number): void {
    for (let i = start; i < end; i += 1) {
      const unit = post.charCodeAt(i);
      if (unit >= 0xd800 && unit < 0xd840) {
        const codePoint = post.codePointAt(i) ?? 0;
        if (codePoint > 0xffff) this.#astral[codePoint & 0xffff] = astralKind(codePoint);
      } else this.#learn(unit);
    }
  }

  /** The same for folded text from `start` on. */
  learnFolded({ units, length }: Normalised, start: number): void {
    for (let at = start; at < length; at += 1) this.#learn(units[at] ?? 0);
  }

  #learn(unit: number): void {
    if (this.#plain[unit] !== 0) return;
    const info = plainInfo(unit);
    const expansion = info === 0 ? this.#expansions.add(unit) : null;
    this.#plain[unit] = expansion?.info ?? info;
    if (expansion !== null) for (const own of expansion.units) this.#plain[own] ||= plainInfo(own);
    else if ((info & PLAIN.dropped) === 0 && info !== 0)
      this.#plain[info & PLAIN.unit] ||= plainInfo(info & PLAIN.unit);
  }
}
