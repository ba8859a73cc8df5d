import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { appendEntry, sequence, shredBodies, signCheckpoint } from '../../../queue/log/index.ts';
import { checkReport, makeReport, reportFiles } from '../../../queue/report/index.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { makeOffer, NEWS, reviewFirst } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';

const ANA = actorOf('ana-canary-account', ['reviewer']);
const NOW = new Date('2026-07-02T08:00:00Z');
const CANARIES = [
  '+49 151 5550199',
  '4915155501',
  '@canary_smuggler',
  'canary-word',
  'ana-canary-account',
  'canary note',
];

describe.each(COLUMNS)('a report of real records, %s', (name) => {
  const scene = deskScene(name);

  const make = () =>
    makeReport(scene.context.db, scene.context.vault, '2026-06', {
      actor: 'os:canary-operator',
      now: NOW,
      uncheckedLanguages: ['am'],
    });

  it('TRA-04 EVA-02 holds nothing of any post, author or colleague, and is the same when it is made again', async () => {
    const lanes = ['[review] [TR>GR]', '', '[review]', '', '[review]', '[protect]'];
    await scene.arrive(
      60,
      (at) => `${lanes[at % 6]} canary-word ${at}: call +49 151 5550199 or @canary_smuggler`,
    );
    await makeOffer(scene);
    const id = await reviewFirst(scene, ANA, { ...NEWS, note: 'a canary note on this post' });
    await scene.desk.undo(ANA, id);
    await sequence(scene.context.db, scene.context.vault);
    const data = await make();
    const files = reportFiles(data);
    const all = [...files.values()].join('\n');
    for (const canary of [...CANARIES, id, 'canary-operator']) expect(all, canary).not.toContain(canary);
    const count = (fact: string) => data.facts.find((one) => one.id === fact)?.count;
    expect(data.posts[0]).toMatchObject({
      month: '2026-06',
      total: 60,
      counts: { none: 20, review: 30, protect: 10 },
    });
    expect(count('second-judgments')).toBe(1);
    expect(count('undone')).toBe(1);
    expect(data.log.first).not.toBeNull();
    expect(checkReport((file) => files.get(file) ?? null)).toEqual([]);

    await sequence(scene.context.db, scene.context.vault);
    expect(reportFiles(await make())).toEqual(files);
  });

  it('LOG-09 is itself in the log, as a reading with a purpose, before anything is read', async () => {
    await scene.arrive(3, (at) => `post ${at}`);
    await make();
    const { rows } = await sql<{ kind: string }>`
      select kind from vigie.log_entries order by entry_id desc limit 2
    `.execute(scene.context.db);
    expect(rows.map(({ kind }) => kind)).toEqual(['report.made', 'log.read']);
  });

  it('LOG-11 says of how many entries of its time the content is gone, and of none from before', async () => {
    const { db, vault } = scene.context;
    for (const day of ['2026-05-20', '2026-06-10', '2026-06-20']) {
      const at = new Date(`${day}T12:00:00Z`);
      await appendEntry(db, {
        ...{ kind: 'work.stopped', actor: 'test', at },
        ...{ subject: 'work', body: {} },
      });
      await sequence(db, vault);
      await signCheckpoint(db, vault, at);
    }
    // Entries that are of no figure, among which what is held back is lost.
    for (let nth = 0; nth < 10; nth += 1)
      await appendEntry(db, {
        ...{ kind: 'item.claimed', actor: 'test', at: new Date('2026-06-28T12:00:00Z') },
        ...{ subject: 'item', body: {} },
      });
    await sequence(db, vault);
    await signCheckpoint(db, vault, new Date('2026-06-28T12:00:00Z'));
    const stops = ({ log, facts }: Awaited<ReturnType<typeof make>>) => [
      log.shredded,
      facts.find(({ id }) => id === 'stops')?.count,
    ];
    await shredBodies(db, new Date('2026-06-01T00:00:00Z'), NOW, 'test');
    expect(stops(await make())).toEqual([0, 2]);
    await shredBodies(db, new Date('2026-06-15T00:00:00Z'), NOW, 'test');
    expect(stops(await make())).toEqual([1, 1]);
    await shredBodies(db, new Date('2026-06-25T00:00:00Z'), NOW, 'test');
    expect(stops(await make())).toEqual([2, 0]);
  });

  it('is refused for a period that is not over', async () => {
    const { db, vault } = scene.context;
    await expect(
      makeReport(db, vault, '2026-07', { actor: 'os:x', now: NOW, uncheckedLanguages: ['am'] }),
    ).rejects.toThrow('a period that is over');
  });
});
