import type { Browser, CDPSession } from 'playwright-core';
import type { Clock } from '../../queue/runtime/clock.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { type BrowserProcess, endProcess, listProcesses, totalMemory } from './browser-processes.ts';

const MAX_PAGES = 50;
const MAX_AGE_MS = 15 * 60_000;
/** A browser above this is replaced when its pages are done; freshly started it holds about 250 MiB. */
const MAX_MEMORY_BYTES = 700 * 1024 * 1024;
/** Above this the largest renderer is ended at once: a page that allocates without end must not take the machine along. */
const MAX_LIVE_MEMORY_BYTES = 1536 * 1024 * 1024;
const WATCH_INTERVAL_MS = 500;
/** A browser that shows nothing for a minute gives its memory back. */
const MAX_IDLE_MS = 60_000;
/** Closing takes about 100 ms; a browser that does not close by then is killed. */
const CLOSE_PATIENCE_MS = 5_000;
/** It tells of its processes within a few ms; one that does not by then is frozen, and would never. */
const ANSWER_PATIENCE_MS = 5_000;

export interface FleetOptions {
  readonly launch: () => Promise<Browser>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A place in a browser, for one page at a time; whoever borrows it gives it back. */
export interface Lease {
  readonly browser: Browser;
  /** Resolves when the browser has ended, by whoever's doing. */
  readonly lost: Promise<void>;
  /** Takes the browser out of use when its last page is done. */
  retire(): void;
}

interface Member extends Lease {
  readonly session: CDPSession;
  readonly pid: number | undefined;
  readonly bornAtMs: number;
  pages: number;
  users: number;
  isRetired: boolean;
  watch?: NodeJS.Timeout | undefined;
}

/**
 * The browsers that pages are shown in: one that is shared, and single ones for pages that may end theirs. A browser is
 * replaced after 50 pages, 15 minutes, or above 700 MiB.
 */
export class BrowserFleet {
  readonly #options: FleetOptions;
  #shared: Promise<Member> | undefined;
  readonly #members = new Set<Member>();
  #idleTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  /** A place beside other pages. */
  async borrow(): Promise<Lease> {
    if (this.#shared !== undefined) {
      const member = await this.#shared;
      if (!this.#isSpent(member)) return this.#take(member);
      // Its last user ends it; nobody new gets it.
      if (member.users === 0) await this.#end(member);
    }
    const launching = this.#launch();
    this.#shared = launching;
    try {
      return this.#take(await launching);
    } catch (error) {
      if (this.#shared === launching) this.#shared = undefined;
      throw error;
    }
  }

  /** A browser for one page, ended with it. */
  async borrowAlone(): Promise<Lease> {
    const member = await this.#launch();
    member.isRetired = true;
    return this.#take(member);
  }

  async giveBack(lease: Lease): Promise<void> {
    const member = [...this.#members].find((one) => one === lease);
    // Its browser has ended meanwhile.
    if (member === undefined) return;
    member.users -= 1;
    if (member.users > 0) return;
    clearInterval(member.watch);
    const processes = await this.#look(member);
    if (processes === undefined || totalMemory(processes) > MAX_MEMORY_BYTES) member.isRetired = true;
    if (member.users > 0) return;
    const isShared = (await this.#shared?.catch(() => undefined)) === member;
    if (!isShared || this.#isSpent(member)) await this.#end(member);
    else this.#endWhenIdle(member);
  }

  /** Ends every browser; a page being shown fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idleTimer);
    await this.#shared?.catch(() => {});
    await Promise.all([...this.#members].map((member) => this.#end(member)));
  }

  async #launch(): Promise<Member> {
    if (this.#isClosed) throw new Error('the browser pool is closed');
    const browser = await this.#options.launch();
    // What is asked of a browser that has ended is never answered, so every question is raced against its end.
    const lost = new Promise<void>((resolve) => void browser.on('disconnected', () => resolve()));
    const ended = lost.then(() => {
      throw new Error('the browser ended');
    });
    ended.catch(() => {});
    const session = await Promise.race([browser.newBrowserCDPSession(), ended]);
    const processes = await Promise.race([listProcesses(session), ended]);
    const member: Member = {
      browser,
      lost,
      session,
      pid: processes.find(({ type }) => type === 'browser')?.pid,
      bornAtMs: this.#options.clock.now(),
      pages: 0,
      users: 0,
      isRetired: false,
      retire: () => {
        member.isRetired = true;
      },
    };
    this.#members.add(member);
    void lost.then(() => this.#forget(member));
    return member;
  }

  #take(member: Member): Lease {
    member.users += 1;
    member.pages += 1;
    if (member.users === 1) {
      member.watch = setInterval(() => void this.#endGreediest(member), WATCH_INTERVAL_MS).unref();
    }
    return member;
  }

  async #endGreediest(member: Member): Promise<void> {
    const processes = (await this.#look(member)) ?? [];
    if (totalMemory(processes) <= MAX_LIVE_MEMORY_BYTES) return;
    const renderers = processes.filter(({ type }) => type === 'renderer');
    const greediest = renderers.sort((a, b) => b.privateBytes - a.privateBytes)[0];
    if (greediest === undefined) return;
    this.#options.logger.warn({ bytes: greediest.privateBytes }, 'a page took too much memory and was ended');
    endProcess(greediest.pid);
  }

  /** Its processes; `undefined` when it does not answer in time. */
  async #look(member: Member): Promise<BrowserProcess[] | undefined> {
    let late: NodeJS.Timeout | undefined;
    const silence = new Promise<undefined>((resolve) => {
      late = setTimeout(resolve, ANSWER_PATIENCE_MS, undefined);
    });
    const answer = listProcesses(member.session).catch(() => []);
    const processes = await Promise.race([answer, member.lost.then(() => []), silence]);
    clearTimeout(late);
    return processes;
  }

  #endWhenIdle(member: Member): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      if (member.users > 0) return;
      member.isRetired = true;
      void this.#end(member);
    }, MAX_IDLE_MS).unref();
  }

  #isSpent(member: Member): boolean {
    const ageMs = this.#options.clock.now() - member.bornAtMs;
    const isOld = member.pages >= MAX_PAGES || ageMs >= MAX_AGE_MS;
    return member.isRetired || isOld || !member.browser.isConnected();
  }

  async #end(member: Member): Promise<void> {
    const late = setTimeout(() => {
      if (member.pid !== undefined) endProcess(member.pid);
    }, CLOSE_PATIENCE_MS);
    await Promise.race([member.browser.close().catch(() => {}), member.lost]);
    clearTimeout(late);
    this.#forget(member);
  }

  #forget(member: Member): void {
    clearInterval(member.watch);
    this.#members.delete(member);
  }
}
