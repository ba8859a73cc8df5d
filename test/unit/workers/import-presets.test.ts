import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openImportFile } from '../../../workers/intake/open-file.ts';
import { PRESET_NAMES } from '../../../workers/intake/preset-names.ts';
import { surveyFile } from '../../../workers/intake/survey.ts';
import { csvOf, nameOf } from '../../fixtures/imports/import-case.ts';
import { IMPORT_CASES } from '../../fixtures/imports/import-cases.ts';
import { faultsIn, importFolder, postsIn } from '../../support/import-files.ts';

const PLANTED = { text: 'Boats leave, "all of them"\non Friday', author: 'the_author' };

let folder: ReturnType<typeof importFolder>;
beforeAll(() => {
  folder = importFolder();
});
afterAll(() => folder.remove());

describe.each(IMPORT_CASES.map((one) => [nameOf(one), one] as const))('the export %s', (_, one) => {
  const { preset } = one;

  it('gives its post whole, with all that it says of it', async () => {
    const path = folder.write(one.fileName, one.content(PLANTED));
    expect(await postsIn(path, { preset })).toEqual([one.post(PLANTED)]);
    expect(await faultsIn(path, { preset })).toEqual([]);
  });

  it('is told by its beginning where nothing else looks like it', async () => {
    const file = await openImportFile(folder.write(one.fileName, one.content(PLANTED)));
    expect(file.preset).toBe(one.isRecognised ? preset : 'generic');
    expect(file.recognisedBy === undefined).toBe(!one.isRecognised);
  });

  it('counts what is no post', async () => {
    const file = await openImportFile(folder.write(one.fileName, one.content(PLANTED)), { preset });
    const survey = await surveyFile(file, { onReject() {}, onProgress() {}, guessLanguage: () => 'en' });
    expect(survey).toMatchObject({ valid: 1, rejected: 0, passedOver: one.passedOver ?? {} });
  });

  it('knows a hostile text and author as harmless ones', async () => {
    const planted = { text: 'NUL \u0000, half a pair \ud800, \u202eturned\u202c', author: 'a\u0000\udc00' };
    const posts = await postsIn(folder.write(one.fileName, one.content(planted)), { preset });
    expect(posts).toHaveLength(1);
    expect(posts[0]?.text).toContain('NUL \ufffd, half a pair');
    expect(JSON.stringify(posts)).not.toMatch(/\\u0000|\\ud800|\\udc00/i);
    expect(posts[0]?.author).toContain('\ufffd');
  });
});

describe('a body of 4CAT', () => {
  const gab = (body: string) =>
    postsIn(
      folder.write(
        'gab.csv',
        csvOf([{ id: '1', thread_id: '1', body, account_note: '', reblogs_count: '0', timestamp: '' }]),
      ),
    );

  it('is read as HTML where its platform gives it so, with lines, emoji and what was written as names', async () => {
    const html =
      '<p>Boats &amp; &lt;cars&gt;<br/>on&nbsp;Friday <img alt="⛵" src="x"></p><p>&#1602;&#1575;&#1585;&#1576;</p>';
    expect(await gab(html)).toMatchObject([{ text: 'Boats & <cars>\non\u00a0Friday ⛵\n\nقارب' }]);
    expect(await gab('no markup:\n2 < 3 & 4')).toMatchObject([{ text: 'no markup:\n2 < 3 & 4' }]);
    expect(await gab('<p></p>')).toEqual([]);
  });

  it('stays as it is where it is longer than a post, and on platforms whose posts are plain text', async () => {
    const long = '<p>'.repeat(10_000);
    expect((await gab(long))[0]?.text).toBe(long);
    const telegram = csvOf([{ id: 'a-1', thread_id: 'a', chat: 'a', body: '<b>x</b>', timestamp: '' }]);
    expect(await postsIn(folder.write('telegram.csv', telegram))).toMatchObject([{ text: '<b>x</b>' }]);
  });
});

describe('a mapped item of 4CAT as NDJSON', () => {
  const item = (id: string, author: string) =>
    `{"id":${id},"thread_id":"1","author_id":${author},"author_name":"@a","body":"text","timestamp":"2026-01-01 10:00:00"}\n`;

  it('is refused where its id is a number that JSON cannot hold', async () => {
    const lines = item('7301234567890123456', '1') + item('7301234567890123999', '2') + item('7', '3');
    const path = folder.write('long.ndjson', lines);
    const fault = expect.stringContaining('id: expected a number of at most 15 digits, or text in quotes');
    expect(await faultsIn(path, { preset: '4cat-ndjson' })).toEqual([fault, fault]);
    expect(await postsIn(path, { preset: '4cat-ndjson' })).toMatchObject([{ key: '7', author: '3' }]);
  });

  it('has no author of such a number', async () => {
    const path = folder.write('author.ndjson', item('"7301234567890123456"', '7301234567890123456'));
    expect(await postsIn(path, { preset: '4cat-ndjson' })).toMatchObject([
      { key: '7301234567890123456', author: '@a' },
    ]);
  });
});

describe('the presets', () => {
  it('are each held to at least one export', () => {
    expect([...new Set(IMPORT_CASES.map(({ preset }) => preset))].sort()).toEqual([...PRESET_NAMES].sort());
  });

  it('give one key to a Telegram message of 4CAT, whether it comes as CSV or as NDJSON', () => {
    const keys = IMPORT_CASES.filter(
      ({ preset, variant }) => preset.startsWith('4cat') && variant === 'Telegram',
    );
    expect(new Set(keys.map((one) => one.post(PLANTED).key))).toEqual(new Set(['harbour_news-7']));
    expect(keys).toHaveLength(2);
  });
});
