import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import type { Database } from '../../../queue/storage/index.ts';
import { commitOf, sendEvent, sendLatest } from '../../fixtures/sources/cases/jetstream.ts';
import { type FixtureWeb, startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { openPlace, type Place, startCollecting } from '../../support/collecting-place.ts';
import { COLUMNS } from '../../support/columns.ts';
import { until } from '../../support/until.ts';

const KILLS = 6;
/** Five transactions of a page, so that a kill may fall between two of them. */
const BURST = 450;
/** Events lie a tenth of a second apart: what each connection reads again are fifty of them. */
const SPACING_US = 100_000;
const OVERLAP_US = 5_000_000;
/** All events lie in the past; a round has caught up when it hears of the present. */
const BEGIN_US = Date.now() * 1000 - 2 * KILLS * BURST * SPACING_US - 60_000_000;
/** Lock and stalled check of the queue take 15 s, the host's turn 6 s, a start some more on a busy machine. */
const BACK_AT_WORK_MS = 120_000;

describe.each(COLUMNS)('a round of a stream under SIGKILL, %s column', (name) => {
  let web: FixtureWeb;
  let place: Place;
  const running: ChildProcess[] = [];
  beforeEach(async () => {
    web = await startFixtureWeb();
    place = await openPlace(name);
  }, 60_000);
  afterEach(async () => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
    await web.close();
    await place.close();
  });

  /** A process that has opened the stream: by then it owns the records where a process owns them. */
  async function startConnected(cursors: readonly number[]): Promise<ChildProcess> {
    const before = cursors.length;
    const child = startCollecting([sourceAt(web)], place);
    running.push(child);
    await until('a connection', () => cursors.length > before, BACK_AT_WORK_MS);
    return child;
  }

  it(
    'ends with every post once, and no connection begins before the stored place, after six kills',
    async () => {
      const stream = serveStream(web);
      let sent = 0;
      let storedUs = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        const child = await startConnected(stream.cursors);
        expect(stream.cursors.at(-1)).toBeGreaterThanOrEqual(storedUs - OVERLAP_US);
        const records = await place.look();
        const hasStored = (least: number) => async () => (await countOf(records)).posts >= least;
        sent += BURST;
        stream.sendUpTo(sent);
        await until('all of a burst in the records', hasStored(sent), BACK_AT_WORK_MS);
        storedUs = timeOf(sent);
        // Now events are on their way, in a thread, or stored in part: which of it, the kills take turns at.
        stream.sendUpTo(sent + BURST);
        if (kill % 2 === 1) await until('a part in the records', hasStored(sent + 1), BACK_AT_WORK_MS);
        child.kill('SIGKILL');
        sent += BURST;
        await once(child, 'exit');
        expect(child.signalCode).toBe('SIGKILL');
        await records.close();
      }
      stream.endAt(sent);
      const child = await startConnected(stream.cursors);
      const database = await place.afterwards(child);
      expect(await countOf(database)).toEqual({ posts: sent, edits: 0 });
      const rounds = await sql`select round, state, posts_new from vigie.collection_rounds`.execute(
        database.db,
      );
      expect(rounds.rows).toEqual([{ round: 1, state: 'ok', posts_new: sent }]);
      expect(stream.cursors).toEqual([...stream.cursors].sort((one, other) => one - other));
    },
    15 * 60_000,
  );
});

function sourceAt(web: FixtureWeb): Source {
  return Source.parse({
    id: 'stream',
    name: 'stream',
    kind: 'jetstream',
    url: `ws://${web.host}/subscribe`,
    words: ['harbour'],
    readSeconds: 300,
    lookBackMinutes: 120,
    maxPosts: 10_000,
    authorisation: authorisationOf(web.origin),
  });
}

/** A server whose stream holds as many events as the test says, from the cursor that it is asked for. */
function serveStream(web: FixtureWeb) {
  const cursors: number[] = [];
  let last = 0;
  let isAtEnd = false;
  let open: { readonly socket: Socket; next: number } | undefined;
  function send(): void {
    if (open === undefined) return;
    for (; open.next <= last; open.next += 1) {
      const post = { n: open.next, text: `harbour ${open.next}` };
      sendEvent(open.socket, commitOf(post, 'create'), timeOf(open.next));
    }
    if (isAtEnd) sendLatest(open.socket);
  }
  web.stream('/subscribe', (socket, request) => {
    const cursor = Number(new URL(request.url ?? '', web.origin).searchParams.get('cursor'));
    cursors.push(cursor);
    open = { socket, next: Math.max(1, Math.ceil((cursor - BEGIN_US) / SPACING_US)) };
    send();
  });
  return {
    /** Where connections asked to begin, microseconds since 1970. */
    cursors,
    sendUpTo(n: number): void {
      last = n;
      send();
    },
    endAt(n: number): void {
      last = n;
      isAtEnd = true;
    },
  };
}

function timeOf(n: number): number {
  return BEGIN_US + n * SPACING_US;
}

async function countOf({ db }: Database) {
  const { rows } = await sql<{ posts: number; edits: number }>`
    select count(*) as posts, count(edit_of) as edits from vigie.posts`.execute(db);
  return rows[0] ?? { posts: 0, edits: 0 };
}
