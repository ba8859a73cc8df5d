import type { TokenTable } from '../compile/token-table.ts';
import { Kernel } from '../kernel/kernel.ts';
import { LAYOUT } from '../kernel/layout.ts';
import type { KernelTables } from '../kernel/place-tables.ts';
import { emptyNormalised, type Normalised } from '../text/normalise.ts';
import { PostText } from '../text/post-text.ts';
import { readInto } from '../text/read-text.ts';
import { emptyTokens, type Tokens } from '../text/tokens.ts';
import { markDoubled } from './doubled-letters.ts';
import { emptyMeanings, type Meanings } from './meanings.ts';
import { sift } from './sift.ts';
import { emptySifted, type Sifted } from './sifted.ts';

/** Reads one post after another: folded text, tokens, which of them are worth a further look, and what they can stand for. */
export class PostReader {
  readonly text: Normalised;
  readonly tokens: Tokens = emptyTokens();
  readonly sifted: Sifted = emptySifted();
  readonly meanings: Meanings;
  /** By language, 1 for those that speak in the post, once somebody has listened. */
  readonly speaks: Uint8Array;
  readonly #tables: KernelTables;
  readonly #kernel: Kernel | null;

  /** @param kernel null for the same in TypeScript alone */
  constructor(tables: KernelTables, kernel: Kernel | null = Kernel.create(tables)) {
    this.#tables = tables;
    this.#kernel = kernel;
    this.text = new PostText(emptyNormalised(), kernel);
    const { languageWords } = tables.table;
    this.meanings = emptyMeanings(languageWords);
    this.speaks = kernel?.speaks ?? new Uint8Array(32 * languageWords);
  }

  /** The kernel where it holds the post that was read; null where everything is done in TypeScript. */
  get kernel(): Kernel | null {
    return this.#kernel?.holds(this.text) === true ? this.#kernel : null;
  }

  /** Folds the post and cuts it into tokens. */
  read(post: string): void {
    const kernel = this.#kernel;
    if (kernel === null || post.length > LAYOUT.POST_UNITS) {
      if (kernel?.holds(this.text) === true) this.#leave();
      readInto(post, this.text, this.tokens);
      return;
    }
    if (!kernel.holds(this.text)) this.#enter(kernel);
    kernel.load(post);
    readInto(post, this.text, this.tokens, kernel);
  }

  /** Picks the tokens worth a further look. */
  sift(table: TokenTable): void {
    const { kernel } = this;
    const { sieve } = table.data;
    if (kernel !== null) kernel.sift(this.text, this.tokens, !sieve.isWhole, this.sifted);
    else {
      markDoubled(this.text, this.tokens, table);
      sift(this.text, this.tokens, sieve, this.sifted);
    }
  }

  #enter(kernel: Kernel): void {
    Object.assign(this.text, kernel.text);
    Object.assign(this.tokens, kernel.tokens);
    Object.assign(this.sifted, kernel.sifted);
    Object.assign(this.meanings, kernel.meanings);
  }

  #leave(): void {
    Object.assign(this.text, emptyNormalised());
    Object.assign(this.tokens, emptyTokens());
    Object.assign(this.sifted, emptySifted());
    Object.assign(this.meanings, emptyMeanings(this.#tables.table.languageWords));
  }
}
