import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { loadSources } from '../../../workers/sources/load-sources.ts';
import { ADAPTERS } from '../../../workers/sources/registry.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-sources-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** On lines that the tests below count. */
const RECORD = `authorisation:
  legalBasis: some provision
  controller: some authority
  purpose: research
  necessity: counting headlines would not reach it
  requester: a
  approver: b
  startsOn: 2020-01-01
  reviewBy: 2020-07-01
  expiresOn: 2020-12-31
  retention: { unflaggedHours: 24, flaggedDays: 90 }
`;
const AUTHORISATION = `${RECORD}  pauseSeconds: 2
  scope: [{ host: a.example, paths: [/] }]
`;
const FEED = 'id: a\nkind: feed\nname: A\nurl: https://a.example/\n';

async function faultsOf(...files: string[]): Promise<string[]> {
  for (const [index, text] of files.entries()) await writeFile(join(folder, `${index}.yml`), text);
  const loaded = await loadSources(folder);
  if (loaded.ok) throw new Error('expected faults, found none');
  return loaded.faults.map(
    ({ file, line, column, message }) => `${basename(file)}:${line}:${column}: ${message}`,
  );
}

describe('source files', () => {
  it('that the product ships are valid and switched off: one for import, an example per adapter', async () => {
    const loaded = await loadSources(join(projectRoot(), 'config', 'sources'));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    expect(loaded.sources.filter((source) => source.enabled)).toEqual([]);
    expect(loaded.sources.filter(({ kind }) => kind === 'import').map(({ id }) => id)).toEqual([
      'file-import',
    ]);
    const examples = loaded.sources.filter(({ kind }) => kind !== 'import');
    expect([...new Set(examples.map((source) => source.kind))].sort()).toEqual(Object.keys(ADAPTERS).sort());
    for (const source of examples) {
      // An invented place, or the one host that a platform has.
      const isInvented = source.kind !== 'import' && /\.example\.org$/.test(new URL(source.url).hostname);
      expect(isInvented || /\bexample/.test(JSON.stringify(source))).toBe(true);
    }
  });

  it('with an expired authorisation load: expiry is a state', async () => {
    await writeFile(join(folder, 'a.yml'), FEED + AUTHORISATION);
    expect(await loadSources(folder)).toMatchObject({ ok: true, sources: [{ id: 'a', enabled: true }] });
  });

  it('tell all faults at once, each with its place', async () => {
    const first = `id: Not Good\nkind: feed\nname: A\nurl: ftp://a.example/\neverySecond: 5\n${AUTHORISATION}`;
    const second = `id: b\nkind: html\nname: B\nurl: https://a.example/\nmaxPages: many\n${AUTHORISATION}selectors:\n  item: li\n  body: p\n`;
    expect(await faultsOf(first, second)).toEqual([
      '0.yml:1:5: expected lower-case letters, digits and hyphens for "id", found "Not Good"; correct it',
      '0.yml:4:6: expected an http or https address for "url", found "ftp://a.example/"; correct it',
      '0.yml:5:1: expected only known keys, found "everySecond"; correct its spelling or remove it',
      '1.yml:5:11: expected a number for "maxPages", found "many"; correct it',
      '1.yml:19:1: expected "selectors.text" (text), found nothing; add it',
      '1.yml:21:3: expected only known keys in "selectors", found "body"; correct its spelling or remove it',
    ]);
  });

  it.each([
    ['kind: feeds\n', /^0\.yml:1:7: expected one of "feed", "html", .*, "import" for "kind", found "feeds"/],
    ['id: a\n', /^0\.yml:1:1: expected "kind" \(one of .*\), found nothing; add it/],
    ['', /^0\.yml:1:1: expected one source/],
    ['- id: a\n', /^0\.yml:1:1: expected one source/],
    ['id: a\nid: b\n', /^0\.yml:2:1: expected valid YAML, found a fault: Map keys must be unique/],
    ['id: [1\n', /^0\.yml:\d+:\d+: expected valid YAML/],
    ['id: &x a\nname: *x\n', /^0\.yml:1:1: expected a file without aliases/],
    [
      `id: a\nkind: mastodon\nname: A\nurl: https://a.example\ntimeline: home\n${AUTHORISATION}`,
      /^0\.yml:5:11: expected "public" or "tag\/<hashtag>" for "timeline", found "home"/,
    ],
    [
      `id: a\nkind: lemmy\nname: A\nurl: https://a.example\napi: 5\nlist: posts/a\n${AUTHORISATION}`,
      /^0\.yml:5:6: expected 3 \(Lemmy 0\.19\) or 4 \(Lemmy 1\) for "api", found 5; correct it/,
    ],
  ])('%j is a fault', async (text, expected) => {
    expect((await faultsOf(text))[0]).toMatch(expected);
  });

  it('tell each selector that is none, with its place', async () => {
    const html = `id: a\nkind: html\nname: A\nurl: https://a.example/\n${AUTHORISATION}selectors:\n  item: li[\n  text: p\n  next: 'a:contains("'\n  keyAttribute: data-id\n`;
    const ads = `id: b\nkind: classifieds\nname: B\nurl: https://a.example/\n${AUTHORISATION}selectors: { item: 'main:has(> p)', text: ' ' }\nlisting: { link: 'a:visible' }\n`;
    const shown = `id: c\nkind: rendered\nname: C\nurl: https://a.example/\n${AUTHORISATION}selectors: { item: li, text: p }\nloadMore: 'button:defined, #'\n`;
    expect(await faultsOf(html, ads, shown)).toEqual([
      expect.stringMatching(
        /^0\.yml:19:9: expected a CSS selector for "selectors\.item", found "li\[" \(.+\); correct it$/,
      ),
      expect.stringMatching(
        /^0\.yml:21:9: expected a CSS selector for "selectors\.next", found "a:contains\(\\"" /,
      ),
      '1.yml:18:43: expected a CSS selector for "selectors.text", found " " (it is blank); correct it',
      expect.stringMatching(
        /^1\.yml:19:18: .* "listing\.link", found "a:visible" \(Unknown pseudo-class :visible\)/,
      ),
      expect.stringMatching(/^2\.yml:19:11: .* "loadMore"/),
    ]);
    expect(await faultsOf(html, ads, shown.replace(', #', ''))).toHaveLength(4);
  });

  it.each([
    ['mastodon', 'timeline', 'tag/#boats', 'the hashtag without "#" and blanks'],
    ['mastodon', 'timeline', 'tag/two boats', 'the hashtag without "#" and blanks'],
    ['bluesky', 'list', 'author/@anna.example', 'the handle without "@"'],
  ])('of %s with the %s %s, which brings nothing for ever, tell it', async (kind, field, value, expected) => {
    const text = `id: a\nkind: ${kind}\nname: A\nurl: https://a.example\n${field}: '${value}'\n${AUTHORISATION}`;
    expect(await faultsOf(text)).toEqual([
      `0.yml:5:${field.length + 3}: expected ${expected} for "${field}", found "${value}"; correct it`,
    ]);
  });

  it.each(['a.example/feed', 'http://', 'https://a.example:99999/', 'htp://a.example/', 'x'])(
    'with the mistyped address %j tell it with its place, beside the faults of other files',
    async (url) => {
      const mistyped = `id: a\nkind: feed\nname: A\nurl: ${url}\n${AUTHORISATION}`;
      expect(await faultsOf(mistyped, FEED)).toEqual([
        `0.yml:4:6: expected an http or https address for "url", found "${url}"; correct it`,
        expect.stringMatching(/^1\.yml:1:1: expected "authorisation"/),
      ]);
    },
  );

  it('of a stream with a mistyped address tell it, and what else the whole lacks', async () => {
    const faults = await faultsOf(`id: a\nkind: jetstream\nname: A\nurl: x\n${AUTHORISATION}`);
    expect(faults.join('\n')).toContain('0.yml:4:6: expected a ws or wss address for "url", found "x"');
    expect(faults.join('\n')).toContain('"words", "hashtags" or "accounts"');
  });

  it('tell faults in an entry of a list where the entry stands', async () => {
    const scope = [
      '  scope:',
      '    - host: a.example',
      '    - host: b.example',
      '      paths: [/, 5]',
      '    -',
      '      port: 1',
      '      host: C d',
      '      paths: [/]',
      '',
    ];
    const faults = await faultsOf(FEED + AUTHORISATION.replace(/^ {2}scope:.*\n/m, scope.join('\n')));
    expect(faults).toEqual([
      '0.yml:18:7: expected "authorisation.scope.0.paths" (a list), found nothing; add it',
      '0.yml:20:18: expected text for "authorisation.scope.1.paths.1", found 5; correct it',
      '0.yml:22:7: expected only known keys in "authorisation.scope.2", found "port"; correct its spelling or remove it',
      expect.stringMatching(/^0\.yml:23:13: .* for "authorisation\.scope\.2\.host", found "C d"; correct it/),
    ]);
  });

  it.each(['//', '//board', '//['])('with a scope of %j, which is no path, tell it', async (path) => {
    const faults = await faultsOf(FEED + AUTHORISATION.replace('paths: [/]', `paths: ['${path}']`));
    expect(faults.join('\n')).toMatch(/0\.yml:17:\d+: expected a path as browsers send it/);
  });

  it('with the same id twice are a fault', async () => {
    const text = `id: twin\nkind: import\nname: A\n${RECORD}`;
    const faults = await faultsOf(text, text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^1\.yml:1:5: expected an id of its own, found "twin"/);
  });

  it('above 1 MiB are a fault', async () => {
    expect((await faultsOf(`# ${'x'.repeat(1024 * 1024)}\n`))[0]).toMatch(/expected at most 1048576 bytes/);
  });

  it('in a folder that is not there are one fault', async () => {
    expect(await loadSources(join(folder, 'nowhere'))).toMatchObject({
      ok: false,
      faults: [{ line: 1, column: 1 }],
    });
  });
});
