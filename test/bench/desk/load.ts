import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from '../../support/sign-in.ts';
import { type Action, Reviewer } from './reviewer.ts';

export interface Load {
  readonly url: string;
  readonly people: readonly Person[];
  readonly seconds: number;
  /** Between two actions of one reviewer, ms. */
  readonly paceMs: number;
}

export interface LoadResult {
  /** Milliseconds from when an action was due to when its whole answer had come. */
  readonly times: ReadonlyMap<Action, readonly number[]>;
  readonly refused: readonly string[];
  /** Computing of this process as a share of one core. */
  readonly ownCpu: number;
}

/**
 * Open loop: actions are due at fixed times whether or not the desk keeps up, and are timed from when they were due, so
 * that a desk that stands still does not look fast.
 */
export async function runLoad({ url, people, seconds, paceMs }: Load, seed: number): Promise<LoadResult> {
  const times = new Map<Action, number[]>();
  const refused: string[] = [];
  const start = performance.now() + 500;
  const before = process.cpuUsage();

  async function work(person: Person, place: number): Promise<void> {
    const reviewer = new Reviewer(seed * 1000 + place);
    const first = start + (paceMs * place) / people.length;
    for (let due = first; due < start + seconds * 1000; due += paceMs) {
      await wait(Math.max(0, due - performance.now()));
      const planned = reviewer.plan();
      const response = await send(url + planned.path, {
        method: planned.method,
        headers: { 'Content-Type': 'application/json', Origin: new URL(url).origin, Cookie: person.cookie },
        ...(planned.body === undefined ? {} : { body: JSON.stringify(planned.body) }),
      });
      const answer = await response.text();
      const took = performance.now() - due;
      if (!response.ok) refused.push(`${planned.action} ${response.status} ${answer}`);
      else reviewer.take(planned, answer === '' ? null : JSON.parse(answer));
      const known = times.get(planned.action);
      if (known) known.push(took);
      else times.set(planned.action, [took]);
    }
  }

  await Promise.all(people.map(work));
  const { user, system } = process.cpuUsage(before);
  return { times, refused, ownCpu: (user + system) / 1000 / (performance.now() - start) };
}

/** As browsers do, a request goes out anew whose kept connection ended before a byte of the answer. */
async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
    if (code !== 'UND_ERR_SOCKET' && code !== 'ECONNRESET') throw error;
    return fetch(url, init);
  }
}
