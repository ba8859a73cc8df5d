import { describe, expect, it } from 'vitest';
import type { RuleInfo } from '../../dashboard/wire.ts';
import type { NamedThing, PacksOnText } from '../../dashboard/wire-try.ts';
import type { Accounts } from '../../queue/accounts/index.ts';
import type { Account, Certificate, DryRun, Role, SourceHealth } from '../../queue/contracts/index.ts';
import { assessmentOf } from '../unit/dashboard/support/demo-items.ts';
import { DEMO_DRY_RUN, DEMO_SOURCES } from '../unit/dashboard/support/demo-sources.ts';
import type { SeedItem } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectText, STORED } from './support/expect-text.ts';
import { HOSTILE_FIELDS, HOSTILE_GROUPS, missingFrom } from './support/hostile-fields.ts';
import { READ_MS } from './support/own-time.ts';

const dashboard = useDashboard();
const BASE = DEMO_SOURCES[0] as SourceHealth;
/** Hundreds of forms on one page take a while where machines are busy. */
const SLOW_MS = 30_000;
/** Parts of the accounts, holding what the real ones would refuse: no page relies on that. */
function accountsWith(parts: Partial<Accounts>): Accounts {
  return parts as Accounts;
}

function account(name: string, at: number): Account {
  const certificate: Certificate = { training: 'language', language: name, validUntil: '2030-01-01' };
  return {
    ...{ version: 1, id: `account:${at}`, name, state: 'active', roles: ['reviewer'] },
    ...{ certificates: [certificate], createdAt: BASE.lastRoundAt ?? '', lastSeenAt: null, osUser: name },
  };
}

describe(`${HOSTILE_FIELDS.length} hostile texts`, () => {
  it('are hundreds, and each is one', () => {
    expect(HOSTILE_FIELDS.length).toBeGreaterThan(200);
    expect(missingFrom(HOSTILE_GROUPS.join('\n'), HOSTILE_FIELDS)).toEqual([]);
    // So that the check on the page can fail.
    expect(missingFrom('<b>x</b>', ['<b>x</b>', '<i>x</i>'])).toEqual(['<i>x</i>']);
  });

  it('stay text as names, reasons, messages and tried posts of sources', async () => {
    const sources = HOSTILE_GROUPS.map((text, at) => ({
      ...BASE,
      // One that can be tried: the server takes no such id.
      ...{ id: at === 0 ? 'board' : `${at} ${text}`, name: text, reason: text, message: text },
      refusals: JSON.parse(`{${JSON.stringify(text)}: 1}`) as Record<string, number>,
    }));
    const run: DryRun = {
      ...DEMO_DRY_RUN,
      message: HOSTILE_FIELDS.join(' '),
      posts: HOSTILE_FIELDS.map((text) => ({ text, language: text, publishedAt: null })),
    };
    const { page, url } = await dashboard.open({
      dashboard: { sources: async () => sources, trySource: async (id) => ({ ...run, sourceId: id }) },
    });
    await page.goto(`${url}/sources`);
    await page.waitForSelector('.source-card', { timeout: SLOW_MS });
    await expectText(page, HOSTILE_FIELDS, 'sources');
    await page.click('[aria-labelledby=source-board] button');
    await page.waitForSelector('.dry-posts', { timeout: SLOW_MS });
    await expectText(page, HOSTILE_FIELDS, 'a dry run');
  }, 60_000);

  it('stay text as names, languages and users on the page of people', async () => {
    const people = HOSTILE_GROUPS.map(account);
    const accounts = accountsWith({ list: async () => people });
    const needs: Role[] = ['reviewer'];
    const gaps = async () =>
      HOSTILE_FIELDS.map((language) => ({ step: 'judge' as const, needs, language, waiting: null }));
    const { page, url } = await dashboard.open({ dashboard: { accounts, gaps } });
    await page.goto(`${url}/people`);
    await page.waitForSelector('.person-card', { timeout: SLOW_MS });
    await expectText(page, HOSTILE_FIELDS, 'people');
  }, 60_000);

  it('stay text where people sign in: names, and the host of the provider', async () => {
    const accounts = accountsWith({
      exist: async () => true,
      demoPeople: async () => HOSTILE_GROUPS.map(account),
    });
    const demo = await dashboard.open({ dashboard: { accounts, person: null } });
    await demo.page.goto(demo.url);
    await demo.page.waitForSelector('.person-choice');
    await expectText(demo.page, HOSTILE_FIELDS, 'the people of a demonstration');
    const name = HOSTILE_FIELDS.join(' ');
    const identityProvider = {
      name,
      issuer: name,
      begin: () => Promise.reject(),
      finish: () => Promise.reject(),
    };
    const real = await dashboard.open({
      dashboard: { accounts, person: null, isDemo: false, identityProvider },
    });
    await real.page.goto(real.url);
    await real.page.waitForSelector('.other-way');
    await expectText(real.page, HOSTILE_FIELDS, 'the provider');
    const answer = encodeURIComponent(name.slice(0, 2000));
    await real.page.goto(
      `${real.url}/sign-in/return?error=${answer}&error_description=${answer}&code=${answer}`,
    );
    await real.page.waitForSelector('.notice-failed');
    await expectText(real.page, [], 'the way back');
  }, 60_000);

  it('stay text on the page to try a text, in the text and in what rules say of it', async () => {
    const assess = async (text: string) =>
      assessmentOf(text, HOSTILE_FIELDS[0] ?? '', { signals: [['<img', 'en.x.y', 3]] });
    const words = HOSTILE_FIELDS.join('\n');
    const rule = (): RuleInfo => ({ title: words, gloss: { en: words }, benign: words, evidence: words });
    const list = { concept: words, language: words };
    const told = { words: [{ text: words, entry: { term: words, list } }], knownFalsePositives: [words] };
    const packsOn = async (): Promise<PacksOnText> => ({
      state: 'in-force',
      rules: { 'en.x.y': told },
      shadow: [{ rule: words, category: words, info: rule(), ...told }],
    });
    const namedIn = async (): Promise<NamedThing[]> => [{ kind: 'link', start: 0, end: 4, value: words }];
    const { page, url } = await dashboard.open({ dashboard: { assess, rule, packsOn, namedIn } });
    await page.goto(`${url}/try`);
    for (const half of [HOSTILE_FIELDS.slice(0, 150), HOSTILE_FIELDS.slice(150)]) {
      const text = `<img ${half.join('\n')}`.slice(0, 9900);
      await page.fill('textarea', text);
      await page.click('.try-form button');
      await page.waitForSelector('.try-result');
      await expectText(page, half.slice(0, 100), 'a tried text');
    }
    await page.waitForSelector('[aria-labelledby=shadow-title]');
    await expectText(page, HOSTILE_FIELDS, 'what rules and packs say');
  }, 60_000);

  it('stay text in lists, in what a post stood in, in media, and in notes, before and after the explanation', async () => {
    const whole = `We take you\n${STORED.join('\n')}`;
    const seeds = STORED.map(
      (text, at): SeedItem => ({
        ...{ id: `item-${at}`, lane: 'review', language: text, sourceId: text, text: whole },
        thread: { title: text, isAnswer: true },
        media: STORED.map((alt) => ({ kind: 'image', alt, sha256: null })),
        openedAt: '2026-11-24T06:10:00.000Z',
        givenTo: 'local',
        assessment: assessmentOf(whole, 'und', { signals: [['We take you', 'en.provider.x', 3]] }),
      }),
    );
    const { page, url } = await dashboard.open({ dashboard: { items: seeds } });
    await page.goto(`${url}/review`);
    await page.waitForSelector('.item-list tbody tr');
    await expectText(page, STORED, 'the list');
    await page.goto(`${url}/review/item-0`);
    await page.waitForSelector('.post-text');
    await expectText(page, STORED, 'a post that nobody has claimed');
    await page.keyboard.press('c');
    await page.waitForSelector('.judgment');
    for (const key of ['n', '1']) await page.keyboard.press(key);
    const note = STORED.join(' ').slice(0, 1900);
    await page.fill('.judgment textarea', note);
    await expectText(page, STORED, 'before the judgment');
    await page.click('.judgment .button-primary');
    await page.waitForSelector('.explanation', { timeout: READ_MS });
    await expectText(page, [...STORED, note.trim()], 'after the explanation');
    await page.keyboard.press('k');
    await page.waitForSelector('.panel[data-phase=closed]');
    await page.goto(`${url}/closed`);
    await page.waitForSelector('.item-list tbody tr');
    await expectText(page, [STORED[0] ?? ''], 'what was closed');
    for (const text of STORED.slice(0, 5)) {
      await page.goto(`${url}/review?language=${encodeURIComponent(text)}`);
      await page.waitForSelector('h1');
      await expectText(page, [], 'a hostile address');
    }
  }, 90_000);
});
