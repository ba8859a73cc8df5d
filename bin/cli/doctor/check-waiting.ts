import type { Clock } from '../../../queue/runtime/clock.ts';
import { readStop, readWaiting } from '../../../queue/storage/index.ts';
import { type Finding, ok, warn } from './check.ts';
import type { Opened } from './opened-records.ts';

/** A post is scored within seconds of its coming; only a large import, or older pages of a source, keep some waiting for longer. */
const LONG_MINUTES = 10;
const MINUTE_MS = 60_000;

/** Whether somebody scores what comes. While everything is stopped, which is told of by itself, nobody does. */
export async function checkWaiting(opened: Opened, clock: Clock): Promise<Finding[]> {
  const { db } = (await opened()).database;
  const { count, since } = await readWaiting(db);
  const minutes = since === null ? 0 : Math.floor((clock.now() - since.getTime()) / MINUTE_MS);
  if (since === null || minutes < LONG_MINUTES || (await readStop(db)) !== null)
    return [ok('posts', `${count} wait to be scored`)];
  return [
    warn(
      'posts',
      `${count} wait to be scored, the first since ${since.toISOString()}, ${minutes} minutes ago; nobody is told of a person at risk among them`,
      'see that a worker (or vigie start) runs, and what it logs; after a large import it takes its time',
    ),
  ];
}
