import type { Assessment, Decision, Item, Judgment, Media } from '../../../../queue/contracts/index.ts';
import {
  type Desk,
  type ItemContent,
  type ItemSummary,
  LEASE_MINUTES,
  type ListQuery,
  type ReviewStep,
  UNDO_MINUTES,
} from '../../../../queue/review/port.ts';
import type { Clock } from '../../../../queue/runtime/clock.ts';
import { AppError } from '../../../../queue/runtime/errors.ts';

/** What a test says about one item; the rest starts as for a fresh one. */
export interface SeedItem {
  readonly id: string;
  readonly lane: 'review' | 'protect';
  readonly language: string;
  readonly sourceId: string;
  readonly text: string;
  readonly assessment: Assessment;
  readonly openedAt: string;
  readonly memberCount?: number;
  readonly isCut?: boolean;
  readonly media?: readonly Media[];
  readonly thread?: NonNullable<ItemContent['thread']>;
  readonly publishedAt?: string;
}

interface Stored {
  readonly seed: SeedItem;
  lane: 'review' | 'protect';
  state: Item['state'];
  outcome: Item['outcome'];
  holder: string | null;
  leaseUntilMs: number;
  decisions: Decision[];
}

/** The desk in memory, for tests of the dashboard: it follows the port's words and keeps no log. */
export class MemoryDesk implements Desk {
  readonly #items: Stored[];
  readonly #clock: Clock;

  constructor(seeds: readonly SeedItem[], clock: Clock) {
    this.#clock = clock;
    this.#items = seeds.map((seed) => ({
      seed,
      lane: seed.lane,
      state: 'waiting',
      outcome: null,
      holder: null,
      leaseUntilMs: 0,
      decisions: [],
    }));
  }

  async counts() {
    const open = this.#items.filter((item) => item.outcome === null);
    return {
      review: open.filter((item) => item.lane === 'review').length,
      protect: open.filter((item) => item.lane === 'protect').length,
      decided: this.#items.length - open.length,
    };
  }

  async languages(lane: ListQuery['lane']) {
    const open = this.#items.filter((item) => item.lane === lane && item.outcome === null);
    const tags = [...new Set(open.map((item) => item.seed.language))].sort();
    return tags.map((language) => ({
      language,
      open: open.filter((item) => item.seed.language === language).length,
    }));
  }

  async list(query: ListQuery): Promise<ItemSummary[]> {
    return this.#items
      .filter((item) => item.lane === query.lane && (item.outcome === null) === (query.show === 'open'))
      .filter((item) => query.language === undefined || item.seed.language === query.language)
      .sort((a, b) => a.seed.openedAt.localeCompare(b.seed.openedAt))
      .slice(0, query.limit)
      .map((item) => this.#summary(item));
  }

  async next(actor: string, lane: ListQuery['lane'], language?: string) {
    const open = (await this.list({ lane, language, show: 'open', limit: 200 })).map(({ id }) =>
      this.#find(id),
    );
    const begun = open.find((item) => this.#holder(item) === actor || this.#judged(item, actor));
    if (begun !== undefined) return this.#content(actor, begun);
    const free = open.find((item) => this.#holder(item) === null && item.decisions.length === 0);
    return free === undefined ? null : this.claim(actor, free.seed.id);
  }

  async view(actor: string, itemId: string) {
    return this.#content(actor, this.#find(itemId));
  }

  async claim(actor: string, itemId: string) {
    const item = this.#allow(actor, itemId, 'claim');
    item.holder = actor;
    item.state = 'claimed';
    item.leaseUntilMs = this.#clock.now() + LEASE_MINUTES * 60_000;
    return this.#content(actor, item);
  }

  async release(actor: string, itemId: string) {
    const item = this.#allow(actor, itemId, 'release');
    item.holder = null;
    item.state = 'waiting';
  }

  async judge(actor: string, itemId: string, judgment: Judgment) {
    const item = this.#allow(actor, itemId, 'judge');
    this.#record(item, actor, 'first', judgment);
    item.state = 'revealed';
    return this.#content(actor, item);
  }

  async revise(actor: string, itemId: string, judgment: Judgment) {
    const item = this.#allow(actor, itemId, 'revise');
    this.#record(item, actor, 'revision', judgment);
    return this.#end(actor, item);
  }

  async conclude(actor: string, itemId: string) {
    return this.#end(actor, this.#allow(actor, itemId, 'conclude'));
  }

  async undo(actor: string, itemId: string) {
    const item = this.#allow(actor, itemId, 'undo');
    item.decisions = [];
    item.outcome = null;
    item.state = 'claimed';
    item.holder = actor;
    item.leaseUntilMs = this.#clock.now() + LEASE_MINUTES * 60_000;
    return this.#content(actor, item);
  }

  #find(itemId: string): Stored {
    const item = this.#items.find(({ seed }) => seed.id === itemId);
    if (item === undefined) throw new AppError('item.not-found', `There is no item ${itemId}.`);
    return item;
  }

  #holder(item: Stored): string | null {
    return item.leaseUntilMs > this.#clock.now() ? item.holder : null;
  }

  #allow(actor: string, itemId: string, step: ReviewStep): Stored {
    const item = this.#find(itemId);
    const steps = this.#steps(actor, item);
    if (steps.includes(step)) return item;
    throw new AppError('item.conflict', `Expected one of [${steps.join(', ')}], found ${step}.`);
  }

  #steps(actor: string, item: Stored): ReviewStep[] {
    const own = item.decisions.filter((decision) => decision.actor === actor);
    const undo: ReviewStep[] = own.some((decision) => this.#isRecent(decision)) ? ['undo'] : [];
    if (item.outcome !== null) return undo;
    if (own.length > 0) return ['revise', 'conclude', ...undo];
    const holder = this.#holder(item);
    if (holder === actor) return ['release', 'judge'];
    return holder === null && item.decisions.length === 0 ? ['claim'] : [];
  }

  #judged(item: Stored, actor: string): boolean {
    return item.decisions.some((decision) => decision.actor === actor);
  }

  #isRecent(decision: Decision): boolean {
    return this.#clock.now() - Date.parse(decision.decidedAt) < UNDO_MINUTES * 60_000;
  }

  #record(item: Stored, actor: string, stage: Decision['stage'], judgment: Judgment): void {
    if (item.lane === 'protect' && judgment.outcome === 'offer') {
      throw new AppError('item.conflict', 'An item in the protection lane cannot become an offer.');
    }
    if (judgment.outcome === 'protect') item.lane = 'protect';
    const decidedAt = new Date(this.#clock.now()).toISOString();
    item.decisions.push({ version: 1, itemId: item.seed.id, stage, actor, decidedAt, ...judgment });
  }

  #end(actor: string, item: Stored): ItemContent {
    item.outcome = item.decisions.at(-1)?.outcome ?? null;
    item.state = 'outcome';
    item.holder = null;
    return this.#content(actor, item);
  }

  #summary(item: Stored): ItemSummary {
    const { id, language, openedAt, sourceId, memberCount } = item.seed;
    const { lane, state, outcome } = item;
    return { id, lane, state, language, memberCount: memberCount ?? 1, openedAt, outcome, sourceId };
  }

  #content(actor: string, item: Stored): ItemContent {
    const { text, isCut, media, publishedAt, assessment } = item.seed;
    const holder = this.#holder(item);
    const isRevealed = item.outcome !== null || this.#judged(item, actor);
    const seen: Assessment = item.lane === 'protect' ? { ...assessment, score: null } : assessment;
    return {
      ...this.#summary(item),
      text,
      isCut: isCut ?? false,
      media: media ?? [],
      ...(item.seed.thread === undefined ? {} : { thread: item.seed.thread }),
      publishedAt: publishedAt ?? null,
      leaseUntil: holder === null ? null : new Date(item.leaseUntilMs).toISOString(),
      isMine: holder === actor,
      steps: this.#steps(actor, item),
      reveal: isRevealed ? { assessment: seen, decisions: item.decisions } : null,
    };
  }
}
