import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { publicKeyOf } from '../../../rules/index.ts';
import { PREVENTION_SIGNING, PreventionMessage } from '../../../workers/prevention/message.ts';
import { readMessages } from '../../../workers/prevention/read-messages.ts';
import { messageHtml, messageText } from '../../../workers/prevention/render.ts';
import { ASSESSMENT_SIGNING } from '../../../workers/rights/index.ts';
import { addSignature } from '../../../workers/signed/signatures.ts';
import { preventionMessage } from '../../support/prevention.ts';
import { propertiesOf } from '../../support/schema-properties.ts';

const NOW = Date.parse('2027-02-03T10:00:00Z');
const DAY_MS = 86_400_000;
const { privateKey: KEY } = generateKeyPairSync('ed25519');
const { privateKey: WRITER } = generateKeyPairSync('ed25519');
const good = preventionMessage(NOW);
const [part] = good.paragraphs;
const signed = (message: PreventionMessage, kind = PREVENTION_SIGNING, by = 'officer') => ({
  ...message,
  signatures: addSignature(message, by, KEY, kind),
});

describe('messages of prevention', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-prevention-'));
  let config: string;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    config = mkdtempSync(join(folder, 'each-'));
    mkdirSync(join(config, 'rights'));
    mkdirSync(join(config, 'prevention'));
    const approvers = [
      { id: 'officer', publicKey: publicKeyOf(KEY) },
      { id: 'writer', publicKey: publicKeyOf(WRITER) },
    ];
    writeFileSync(join(config, 'rights/approvers.yml'), stringify({ approvers }));
  });
  const put = (message: unknown, name = 'sea.yml') =>
    writeFileSync(join(config, 'prevention', name), stringify(message));
  const faultsAt = async (nowMs = NOW) => (await readMessages(config, nowMs)).flatMap((one) => one.faults);

  it('PRE-08 may be used once somebody else than the author has signed', async () => {
    put(good);
    expect(await faultsAt()).toEqual([expect.stringContaining('expected a signature, found none')]);
    put(signed(good));
    expect(await faultsAt()).toEqual([]);
    put(signed(good, PREVENTION_SIGNING, 'writer'));
    expect(await faultsAt()).toEqual([expect.stringContaining('who prepared it')]);
    put(signed(good, PREVENTION_SIGNING, 'stranger'));
    expect(await faultsAt()).toEqual([expect.stringContaining('found "stranger"')]);
    // A signature under an assessment is none under a message.
    put(signed(good, ASSESSMENT_SIGNING));
    expect(await faultsAt()).toEqual([expect.stringContaining('found another')]);
  });

  it('PRE-08 may be used for its time only, and as it was signed', async () => {
    put({ ...signed(good), title: 'Another title altogether' });
    expect(await faultsAt()).toEqual([expect.stringContaining('signed again')]);
    put(signed(good));
    expect(await faultsAt(NOW + 200 * DAY_MS)).toEqual([expect.stringContaining('it ended on')]);
    expect(await faultsAt(NOW - 30 * DAY_MS)).toEqual([expect.stringContaining('may be used from')]);
  });

  const broken: (readonly [what: string, message: object, said: string])[] = [
    ['no imprint', { ...good, imprint: undefined }, 'imprint'],
    ['nobody who rescues', { ...good, rescue: [] }, 'for "rescue"'],
    ['nowhere to ask for protection', { ...good, protection: [] }, 'for "protection"'],
    [
      'an official sentence of nobody',
      { ...good, official: 'This is a message of some friends.' },
      'official',
    ],
    ['a claim that nobody can look up', { ...good, paragraphs: [{ text: part?.text }] }, 'source'],
    [
      'a handle',
      { ...good, paragraphs: [{ ...part, text: 'Write to @example_handle for good advice.' }] },
      'handle',
    ],
    [
      'a number',
      { ...good, paragraphs: [{ ...part, text: 'Somebody waits at 00 000 000 0000 for you.' }] },
      'paragraphs.0.text',
    ],
    ['a handle in its title', { ...good, title: 'We know you, @example_handle' }, 'title'],
    ['a number in its title', { ...good, title: 'Call 00 000 000 0000 now' }, 'title'],
    ['a people with its article', { ...good, language: 'ar', title: 'إلى كل السوريين' }, 'السوريين'],
    ['a people in another case', { ...good, language: 'ru', title: 'Сирийцам и всем' }, 'сири'],
    ['a language that is none', { ...good, language: 'ar-xx-yy' }, 'tag of a language'],
    ['a people', { ...good, title: 'Afghans, listen to this' }, 'afghans'],
    ['a faith', { ...good, placements: [{ kind: 'print', where: 'Where muslim people pray' }] }, 'muslim'],
    [
      'an account',
      { ...good, placements: [{ kind: 'public-page', where: 't.me/example_handle' }] },
      'placements',
    ],
    [
      'a way to write to people',
      { ...good, placements: [{ kind: 'direct-message', where: 'inbox' }] },
      'kind',
    ],
    ['an audience', { ...good, audience: ['young men'] }, 'audience'],
    ['a nationality', { ...good, nationality: 'any' }, 'nationality'],
    ['a post', { ...good, post: 'p1' }, 'post'],
    ['an item', { ...good, itemId: 'i1' }, 'itemId'],
    ['a time without end', { ...good, expiresOn: '2029-01-01' }, 'expiresOn'],
  ];
  it.each(broken)('PRE-08 PRE-09 are refused with %s', async (_, message, said) => {
    put(message);
    const faults = await faultsAt();
    expect(faults.join('\n')).toContain(said);
    expect(faults.every((fault) => /sea\.yml:\d+:\d+: /.test(fault))).toBe(true);
  });

  it('PRE-08 tell every fault at once, with its place', async () => {
    put({ ...good, rescue: [], imprint: { ...good.imprint, email: 'nowhere' }, audience: 'all' });
    expect(await faultsAt()).toHaveLength(3);
    put(signed(good), 'one.yml');
    put(signed(good), 'sea.yml');
    expect(await faultsAt()).toEqual([
      expect.stringContaining('sea.yml too'),
      expect.stringContaining('one.yml too'),
    ]);
  });

  it('PRE-08 PRE-09 have no field for whom they are aimed at, nor for anything of a post', () => {
    const fields = propertiesOf(PreventionMessage);
    expect(fields).toContain('imprint');
    const aims =
      /audience|target|person|account|handle|national|origin|faith|relig|ethnic|age|gender|post$|item|case|lane/i;
    expect(fields.filter((field) => aims.test(field) && field !== 'language')).toEqual([]);
  });

  it('PRE-08 say first whose they are, and last how to reach them', () => {
    const html = messageHtml(good);
    const text = messageText(good);
    expect(text.startsWith(good.official)).toBe(true);
    expect(text.trimEnd().endsWith(`\u2068${good.imprint.email}\u2069`)).toBe(true);
    expect(html.indexOf(good.official)).toBeLessThan(html.indexOf(`<h1>${good.title}`));
    for (const { name, how } of [...good.rescue, ...good.protection])
      for (const file of [html, text]) expect(file).toMatch(new RegExp(`${name}[\\s\\S]+${how.slice(0, 8)}`));
    expect(html).not.toMatch(/<script|src=|href=/);
  });

  const DIRECTIONS = {
    rtl: 'ar acm apc arq ary arz fa prs pes ps ur ckb sd ug ks pnb azb dv he yi ku-Arab uz-Arab pa-Arab ku-IQ',
    ltr: 'ar-Latn fa-Latn ur-Latn en tr kmr ku uz pa az so am ti bn fr-DZ',
  };
  it.each(Object.entries(DIRECTIONS))('are written %s where the script of their language is', (dir, tags) => {
    for (const language of tags.split(' '))
      expect(messageHtml({ ...good, language })).toContain(`<html lang="${language}" dir="${dir}">`);
  });

  it('let nothing out of its place', () => {
    expect(messageHtml({ ...good, title: '<b>bold</b> words' })).toContain('&lt;b&gt;bold');
  });
});
