import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OutputPlace } from '../../../bin/cli/output-place.ts';
import { writePictures } from '../../../bin/cli/report-pictures.ts';
import { takeReport } from '../../../dashboard/public/submit.ts';
import type { Room } from '../../../dashboard/public/throttle.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { holdReports, KeyCollector, writeSnapshot } from '../../../queue/storage/index.ts';
import { dumpFiles, dumpRecords, expectNoCanary } from '../../support/canaries.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { formWith, picture } from '../../support/pictures.ts';
import { type PublicPages, postForm, publicPages, receiptOn } from '../../support/public-pages.ts';
import { readReports } from '../../support/reports.ts';
import { scoreContext, type TestContext } from '../../support/scoring.ts';

const FIELDS = { address: 'https://board.example/offer/3', text: 'they ask 900 for the trip' };
const NAME = 'canary-name-8201';

describe.each(COLUMNS)('pictures of a report on the %s column', (name) => {
  let column: Column;
  let context: TestContext;
  let pages: PublicPages;

  beforeAll(async () => {
    column = await openColumn(name, { embedded: 'directory' });
  });
  afterAll(() => column.close());
  beforeEach(async () => {
    await column.reset();
    context = scoreContext(column);
    pages = await publicPages(column.database, context.vault);
  });

  function report(files: readonly Blob[], fields: Record<string, string> = FIELDS) {
    const form = formWith({ form: crypto.randomUUID(), ...fields });
    for (const file of files) form.append('pictures', file, NAME);
    return postForm(pages.app, '/en/report', form);
  }
  const stored = () => readReports(column.database.db, false);

  it('REP-05 stores them sealed, without the names they had, and only the offline key opens them', async () => {
    receiptOn(await report([picture('jpg'), picture('png'), picture('webp')]));
    const secrets = ['canary', 'Canary'];
    expectNoCanary(await dumpRecords(column.database.db), secrets, 'the records');
    if (name === 'embedded') expectNoCanary(dumpFiles(column.directory), secrets, 'the files');
    const [one] = await stored();
    await expect(context.vault.intake.open(Buffer.from(one?.pictures ?? '', 'base64'))).rejects.toMatchObject(
      {
        code: 'vault.sealed',
      },
    );
    await expect(
      writePictures(pages.identities.contact, one?.pictures ?? '', {
        directory: tmpdir() as OutputPlace,
        prefix: 'none',
      }),
    ).rejects.toMatchObject({ code: 'vault.sealed' });
  });

  it('REP-12 keeps no pictures without room for them, and the text once it comes alone', async () => {
    const full = { texts: () => true, pictures: (bytes: number) => bytes === 0 };
    const typed = { ...FIELDS, form: crypto.randomUUID(), contact: '' };
    const take = (pictures: Uint8Array[], room: Room = full) =>
      takeReport(pages.context, { slowly: (run) => run(), room }, { ...typed, pictures }, 'en');
    const bytes = new Uint8Array(await picture('jpg').arrayBuffer());
    expect(await take([bytes])).toEqual({
      kind: 'faults',
      faults: [{ field: 'pictures', key: 'form.fault.no-room' }],
    });
    expect(await take([], { ...full, texts: () => false })).toEqual({ kind: 'busy' });
    expect(await stored()).toEqual([]);
    expect(await take([])).toMatchObject({ kind: 'receipt' });
    expect(await stored()).toMatchObject([{ pictures: null }]);
  });

  it('REP-05 holds what is to leave without reading it: strangers may send more than memory has', async () => {
    for (const kind of ['jpg', 'png'] as const) receiptOn(await report([picture(kind)]));
    const held = await holdReports(column.database.db, true);
    expect(held).toHaveLength(2);
    expect(JSON.stringify(held).length).toBeLessThan(100);
  });

  it('REP-05 puts each into a line of its own in a backup, since no text could hold many', async () => {
    for (const kind of ['jpg', 'png'] as const) receiptOn(await report([picture(kind)]));
    // As large as three photographs are.
    await sql`update vigie.reports set sealed_pictures = decode(repeat('00', 5000000), 'hex')`.execute(
      column.database.db,
    );
    const head = { madeAt: new Date().toISOString(), vaultKey: null };
    const rows: number[] = [];
    for await (const text of writeSnapshot(column.database.db, head, new KeyCollector())) {
      const line = JSON.parse(text) as { table?: string; rows?: unknown[] };
      if (line.table === 'reports') rows.push(line.rows?.length ?? 0);
    }
    expect(rows).toEqual([1, 1]);
  });

  it('REP-05 gives working copies of them under new names, without what they said beside their pixels', async () => {
    receiptOn(await report([picture('jpg'), picture('png'), picture('webp')]));
    const [one] = await stored();
    const directory = mkdtempSync(join(tmpdir(), 'vigie-pictures-')) as OutputPlace;
    try {
      const told = await writePictures(pages.identities.reports, one?.pictures ?? '', {
        directory,
        prefix: 'a-1',
      });
      expect(told).toEqual({ pictures: ['a-1-1.jpg', 'a-1-2.png', 'a-1-3.webp'], unreadable: [] });
      expect(readdirSync(directory).sort()).toEqual(told.pictures);
      // Once more, with another file where a copy was: it is left, and so are the copies.
      const again = () =>
        writePictures(pages.identities.reports, one?.pictures ?? '', { directory, prefix: 'a-1' });
      expect(await again()).toEqual(told);
      writeFileSync(join(directory, 'a-1-2.png'), 'notes');
      await expect(again()).rejects.toMatchObject({ code: 'usage.invalid' });
      expect(readFileSync(join(directory, 'a-1-2.png'), 'utf8')).toBe('notes');
      rmSync(join(directory, 'a-1-2.png'));
      expect(await again()).toEqual(told);
      for (const file of told.pictures) {
        const bytes = readFileSync(join(directory, file));
        expect(bytes.length).toBeGreaterThan(90);
        expect(bytes.toString('latin1').match(/canary/gi), file).toBeNull();
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('REP-05 makes no copy of what is cut off, and tells which', async () => {
    const whole = Buffer.from(await picture('png').arrayBuffer());
    receiptOn(await report([new Blob([whole.subarray(0, 200)]), picture('webp')]));
    const [one] = await stored();
    const directory = mkdtempSync(join(tmpdir(), 'vigie-pictures-')) as OutputPlace;
    try {
      const told = await writePictures(pages.identities.reports, one?.pictures ?? '', {
        directory,
        prefix: 'b-1',
      });
      expect(told).toEqual({ pictures: ['b-1-2.webp'], unreadable: [1] });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it.each<[string, () => Blob[]]>([
    ['a text that is called a picture', () => [new Blob(['no picture'], { type: 'image/png' })]],
    ['a drawing that can hold scripts', () => [new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'])]],
    ['four pictures', () => Array.from({ length: 4 }, () => picture('png'))],
    ['one of more than 4 MiB', () => [new Blob([picture('png'), new Uint8Array(4 * 2 ** 20)])]],
  ])('REP-05 takes no %s, keeps nothing, and shows the words again', async (_what, files) => {
    const answer = await report(files());
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('pictures of the kinds and the size that the field names');
    expect(answer.text).toContain(FIELDS.text);
    expect(answer.text).not.toContain(NAME);
    expect(await stored()).toEqual([]);
  });

  it('takes a report whose field for pictures is empty, as browsers send it', async () => {
    receiptOn(await report([new Blob([])]));
    expect((await stored()).map(({ pictures }) => pictures)).toEqual([null]);
  });

  it('takes no body larger than its pictures can be, and no large one where there are none', async () => {
    expect((await report([new Blob([new Uint8Array(13 * 2 ** 20)])])).status).toBe(413);
    const form = formWith({ form: crypto.randomUUID(), ...FIELDS, more: 'x'.repeat(200_000) });
    expect((await postForm(pages.app, '/en/contest', form)).status).toBe(413);
    expect(await stored()).toEqual([]);
  });

  /** A body that somebody sends and goes on sending. */
  function sending() {
    let end = () => {};
    let send = (_bytes: number) => {};
    const body = new ReadableStream({
      start(controller) {
        end = () => controller.close();
        send = (bytes) => controller.enqueue(new Uint8Array(bytes));
      },
    });
    const answer = pages.app.request('/en/report', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body,
      duplex: 'half',
    } as RequestInit);
    return { answer: Promise.resolve(answer), end: () => end(), send: (bytes: number) => send(bytes) };
  }

  it('takes apart no large body of many parts, nor one without: each part costs a kilobyte and more of memory', async () => {
    const type = 'multipart/form-data; boundary=b';
    const part = '--b\r\ncontent-disposition: form-data; name="pictures"; filename="a"\r\n\r\nx\r\n';
    const send = async (contentType: string, body: string) => {
      const headers = { 'content-type': contentType, 'content-length': String(body.length) };
      return (await pages.app.request('/en/report', { method: 'POST', headers, body })).status;
    };
    const many = `${part.repeat(3000)}--b--\r\n`;
    expect(await send(type, many)).toBe(413);
    // Whoever read the boundary in another way than the body's reader would count other parts.
    expect(await send('multipart/form-data; x="; boundary=c"; boundary=b', many)).toBe(413);
    expect(await send('application/x-www-form-urlencoded', 'a&'.repeat(100_000))).toBe(413);
    expect(await stored()).toEqual([]);
    const few = await report(Array.from({ length: 4 }, () => new Blob([new Uint8Array(50_000)])));
    expect([few.status, few.text.includes('id="pictures-fault"')], 'a few too many are told').toEqual([
      422,
      true,
    ]);
  });

  it('reads four bodies with pictures at once, sends the next away, and goes on with those without', async () => {
    const first = Array.from({ length: 4 }, () => sending());
    const fifth = await sending().answer;
    expect([fifth.status, fifth.headers.get('retry-after')]).toEqual([503, '60']);
    expect(await fifth.text()).toContain('Too many pictures are coming in');
    receiptOn(await report([]));
    for (const { end } of first) end();
    await Promise.allSettled(first.map(({ answer }) => answer));
    receiptOn(await report([picture('png')]));
  });

  it('gives the place of whoever sends next to nothing to somebody else', async () => {
    const clock = manualClock(Date.parse('2027-03-01T12:00:00Z'));
    pages = await publicPages(column.database, context.vault, { clock });
    const large = new Blob([picture('png'), new Uint8Array(200_000)]);
    const [idle, ...steady] = Array.from({ length: 4 }, () => sending());
    for (const { send } of steady) send(200_000);
    expect((await report([large])).status).toBe(503);
    clock.advance(14_999);
    expect((await report([large])).status).toBe(503);
    clock.advance(1);
    receiptOn(await report([large]));
    const slow = await idle?.answer;
    expect(slow?.status).toBe(408);
    expect(await slow?.text()).toContain('Nothing was kept, and others were waiting.');
    // The others sent more than that, and keep theirs.
    const late = sending();
    expect((await report([large])).status).toBe(503);
    for (const { end } of [...steady, late]) end();
    await Promise.allSettled([...steady, late].map(({ answer }) => answer));
  });

  it('keeps no picture of a report that goes to protection alone, and says so', async () => {
    const answer = await report([picture('jpg')], { address: '', text: '[protect] the boat has no engine' });
    expect(answer.text).toContain('Pictures were not kept, nor how to reach you');
    expect(await stored()).toEqual([]);
  });
});
