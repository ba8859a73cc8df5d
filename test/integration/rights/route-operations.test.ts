import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { OPERATIONS } from '../../../dashboard/operations.ts';
import { PUBLIC_OPERATIONS } from '../../../dashboard/public/operations.ts';
import { doesNone, requireEveryRouteMapped } from '../../../dashboard/route-operations.ts';
import { WITNESS_OPERATIONS } from '../../../dashboard/witness/operations.ts';
import {
  EntryKind,
  LOG_PURPOSES,
  READING_PURPOSES,
  UNMASKING_PURPOSES,
} from '../../../queue/contracts/index.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { logEntries } from '../../support/log.ts';
import { appOn, READINGS } from '../../support/reading-scenes.ts';
import { get, post } from '../../unit/dashboard/support/call.ts';
import { demoContext } from '../../unit/dashboard/support/demo-context.ts';

const PURPOSES: readonly string[] = [...READING_PURPOSES, ...UNMASKING_PURPOSES, ...LOG_PURPOSES];

/** Rows of every table, each with the kinds of entries that its route writes. */
const rows = Object.entries({ ...OPERATIONS, ...PUBLIC_OPERATIONS, ...WITNESS_OPERATIONS });
const reading = Object.entries(OPERATIONS).flatMap(([route, row]) =>
  row.operation === 'consults' || row.operation === 'discloses' ? [{ route, row }] : [],
);

describe('the operation of every route', () => {
  it('LOG-01 is said, or the application is not built', () => {
    const app = createApp(demoContext());
    app.post('/api/everything', (context) => context.json({}));
    expect(() => requireEveryRouteMapped(app, OPERATIONS, 'the table')).toThrow(
      'without a row: POST /api/everything; without a route: none',
    );
    const more = { ...OPERATIONS, 'GET /api/gone': doesNone('nothing') };
    expect(() => requireEveryRouteMapped(createApp(demoContext()), more, 'the table')).toThrow(
      'without a route: GET /api/gone',
    );
  });

  it('LOG-01 names its entries, or the reason why it needs none', () => {
    for (const [route, row] of rows) {
      if (row.operation === 'none') expect(row.reason.length, route).toBeGreaterThan(10);
      else {
        expect(row.entries.length, route).toBeGreaterThan(0);
        for (const kind of row.entries) expect(EntryKind.options, route).toContain(kind);
      }
    }
  });

  it('LOG-01 has a scene of its own where it consults or discloses', () => {
    expect(Object.keys(READINGS).sort()).toEqual(reading.map(({ route }) => route).sort());
  });
});

describe.each(COLUMNS)('readings, %s', (name) => {
  const scene = deskScene(name);

  it.each(reading)(
    'LOG-01 $route writes who read, when, what for and to whom it went',
    async ({ route, row }) => {
      const scenery = READINGS[route];
      if (scenery === undefined) throw new Error(`expected a scene of ${route}`);
      const { id = '', body } = await scenery.prepare(scene);
      const { db, vault } = scene.context;
      const before = (await logEntries(db, sql`true`, vault)).length;
      const [method, path = ''] = route.split(' ');
      const app = appOn(scene, scenery.role);
      const address = path.replace(':id', id);
      const answer = method === 'GET' ? await get(app, address) : await post(app, address, body);
      expect(answer.status, await answer.clone().text()).toBe(200);
      const written = (await logEntries(db, sql`true`, vault)).slice(before);
      const entry = written.find(({ kind }) => (row.entries as readonly string[]).includes(kind));
      expect(entry).toMatchObject({ actor: 'reader', at: new Date(scene.clock.now()).toISOString() });
      expect(PURPOSES).toContain(entry?.body.purpose);
      if (row.operation === 'discloses') expect(entry?.body.recipient).toEqual(expect.any(String));
    },
  );

  it('LOG-01 LOG-02 shows nothing where the reading cannot be written', async () => {
    const scenery = READINGS['GET /api/items/:id'];
    const { id } = (await scenery?.prepare(scene)) ?? {};
    const { db } = scene.context;
    await sql`alter table vigie.log_entries add constraint closed check (kind <> 'item.consulted') not valid`.execute(
      db,
    );
    try {
      const answer = await get(appOn(scene, 'reviewer'), `/api/items/${id}`);
      expect(answer.status).toBe(500);
      expect(await answer.text()).not.toContain('[review]');
    } finally {
      await sql`alter table vigie.log_entries drop constraint closed`.execute(db);
    }
  });
});
