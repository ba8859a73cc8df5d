import { describe, expect, it } from 'vitest';
import type { NamedThing, PacksOnText } from '../../dashboard/wire-try.ts';
import type { Assessment } from '../../rules/index.ts';
import { assessmentOf } from '../unit/dashboard/support/demo-items.ts';
import { shippedScorer } from '../unit/rules/shipped-packs.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectWell } from './support/look.ts';

const dashboard = useDashboard();
const RULE = 'en.provider.we-take';
const TEXT = 'We take you \u202etonight, call +49 30 1234567';
const PHONE: NamedThing = {
  kind: 'phone',
  start: TEXT.indexOf('+'),
  end: TEXT.length,
  value: '+49301234567',
};
const TOLD: PacksOnText = {
  state: 'in-force',
  rules: {
    [RULE]: {
      words: [
        {
          text: 'We take you',
          entry: { term: 'نأخذك', list: { concept: '@we-take', language: 'ar' } },
        },
      ],
      knownFalsePositives: ['Bus companies write the same.'],
    },
  },
  shadow: [
    {
      rule: 'en.price.new',
      category: 'price',
      info: { title: 'A sum', gloss: { en: 'a sum' }, benign: 'Shops.', evidence: 'attested' },
      words: [{ text: 'tonight', entry: { term: 'tonight', list: null } }],
      knownFalsePositives: [],
    },
  ],
};

function assess(lane: 'none' | 'protect') {
  return async (text: string) => {
    const found = assessmentOf(text, 'en', {
      lane: lane === 'protect' ? 'protect' : 'review',
      signals: [['We take you', RULE, 3]],
    });
    return { ...found, lane };
  };
}

const namedIn = async () => [PHONE];

/** The page in a language, with what the shipped rules make of a text. */
async function tried(text: string, { locale, assessed }: { locale: string; assessed: Assessment }) {
  const { page, url } = await dashboard.open({
    browser: { locale },
    dashboard: { assess: async () => assessed, packsOn: async () => TOLD },
  });
  await page.goto(`${url}/try`);
  await page.fill('main textarea', text);
  await page.locator('main form button[type=submit]').click();
  return page;
}

describe('the page to try a text', () => {
  it('tells what was named and what was missing at once, and what only the packs tell behind it', async () => {
    let answer: (told: PacksOnText) => void = () => undefined;
    const packsOn = () =>
      new Promise<PacksOnText>((resolve) => {
        answer = resolve;
      });
    const { page, url } = await dashboard.open({ dashboard: { assess: assess('none'), namedIn, packsOn } });
    await page.goto(`${url}/try`);
    await page.fill('main textarea', TEXT);
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByText('The packs are being read').waitFor();
    const told = page.locator('.try-result');
    expect(await told.getByText('Points: 6 are needed, 3 found, 3 missing.').count()).toBe(1);
    const named = await told.locator('[aria-labelledby=named-title] li').textContent();
    expect(named).toBe('Telephone number: +49 30 1234567 the same as +49301234567');
    expect(await told.locator('.read-as').count()).toBe(0);
    answer(TOLD);
    const read = told.locator('.finding-signal .read-as');
    await read.waitFor();
    expect(await read.textContent()).toBe('Read as: نأخذك (@we-take · Arabic)');
    expect(await told.getByText('Bus companies write the same.').count()).toBe(1);
    expect(await told.locator('[aria-labelledby=shadow-title]').textContent()).toMatch(
      /Price.*tonight.*Shops\./,
    );
    expect(await page.getByText('The packs are being read').count()).toBe(0);
  }, 60_000);

  it('tells no points and no weight of a person at risk, and that nothing is asked for there', async () => {
    const packsOn = async () => TOLD;
    const { page, url } = await dashboard.open({
      dashboard: { assess: assess('protect'), namedIn, packsOn },
    });
    await page.goto(`${url}/try`);
    await page.fill('main textarea', TEXT);
    await page.getByRole('button', { name: 'Read it' }).click();
    const told = page.locator('.try-result');
    await told.locator('.finding-signal .read-as').waitFor();
    expect(await told.getByText('nothing is counted, neither for an offer nor against one').count()).toBe(1);
    expect(await told.locator('.weight, table').count()).toBe(0);
    expect(await told.textContent()).not.toMatch(/Points|needed/);
  }, 60_000);

  it.each([
    ['en', 'My aunt is alone in a garage', 'Sign that something is wrong', 'these together do'],
    ['ar', 'خالتي وحدها في كراج', 'علامة على أن أمرًا ليس بخير', 'وهذه معًا تفعل'],
  ])(
    'names in %s what adds up to a person at risk, without its points',
    async (locale, text, sign, together) => {
      const scorer = await shippedScorer();
      const assessed = scorer.score({ text });
      const steps = assessed.trace.map(({ step }) => step);
      expect(steps).toEqual(expect.arrayContaining(['protection-together', 'weighed', 'gate']));
      const page = await tried(text, { locale, assessed });
      const told = page.locator('.try-result');
      await told.getByText(together).waitFor();
      expect(await told.getByText(sign).count()).toBeGreaterThan(0);
      expect(await told.locator('.weight, table').count()).toBe(0);
      expect(await told.locator('.trace').last().locator('li').count()).toBe(1);
      await expectWell(page, `tried-together-${locale}`);
    },
    60_000,
  );

  it.each([
    ['en', 'Ventimiglia to Lyon tonight, boot of a big car, two fifty, ring +00 000 0000'],
    ['ar', 'خصم خاص للمجموعات: كل ستة أشخاص إلى إيطاليا السابع مجاناً، والأطفال بنصف السعر، خاص'],
  ])(
    'tells in %s which words lean, as one of the findings, with its points',
    async (locale, text) => {
      const scorer = await shippedScorer();
      const assessed = scorer.score({ text });
      expect(assessed.trace).toContainEqual(
        expect.objectContaining({ step: 'counted', category: 'wording', weight: 5 }),
      );
      const page = await tried(text, { locale, assessed });
      const finding = page.locator('.try-result .finding-signal', {
        hasText: locale === 'en' ? 'as offers use them' : 'كما في العروض',
      });
      await finding.waitFor();
      expect(await finding.locator('.weight').textContent()).toMatch(/[5٥]/u);
      await expectWell(page, `tried-leaning-${locale}`);
    },
    60_000,
  );

  it.each([
    ['en', 'An offer stands complete in some sentences'],
    ['ar', 'في بعض جمل المنشور عرض كامل'],
  ])(
    'says in %s that an offer stands in some sentences, whatever the others are about',
    async (locale, words) => {
      const text =
        'Used table for sale, oak, delivery possible. We take you by van from Istanbul to Athens, 2500 euro, @sample_account.';
      const scorer = await shippedScorer();
      const assessed = scorer.score({ text });
      expect(assessed.lane).toBe('review');
      const page = await tried(text, { locale, assessed });
      await page.locator('.trace').getByText(words).waitFor();
      await expectWell(page, `tried-passage-${locale}`);
    },
    60_000,
  );

  it.each([
    ['en', 'compared with calls for help'],
    ['ar', 'مقارنةً بنداءات الاستغاثة'],
  ])(
    'tells in %s which words speak against a call for help, and that it stands back for them',
    async (locale, category) => {
      const text =
        'The boat trip round the bay was gorgeous, but take a jumper, it was freezing and my husband was green all the way back';
      const scorer = await shippedScorer();
      const assessed = scorer.score({ text });
      expect(assessed.lane).toBe('none');
      expect(assessed.trace).toContainEqual({
        step: 'weighed',
        rule: 'shared.appeal.of-calls',
        category: 'appeal',
        weight: expect.toSatisfy((weight: number) => weight < 0),
      });
      const page = await tried(text, { locale, assessed });
      await page.locator('.try-result .finding-counter', { hasText: category }).waitFor();
      expect(await page.locator('.trace').last().textContent()).toContain(category);
      await expectWell(page, `tried-against-${locale}`);
    },
    60_000,
  );

  it.each([
    ['changed', 'The rule files were changed'],
    ['unreadable', 'The rule files cannot be read'],
  ] as const)(
    'keeps all else where the packs are %s',
    async (state, words) => {
      const packsOn = async () => ({ state });
      const { page, url } = await dashboard.open({ dashboard: { assess: assess('none'), namedIn, packsOn } });
      await page.goto(`${url}/try`);
      await page.fill('main textarea', TEXT);
      await page.getByRole('button', { name: 'Read it' }).click();
      await page.getByText(words).waitFor();
      expect(await page.locator('.finding-signal, .figures, .trace').count()).toBeGreaterThan(3);
    },
    60_000,
  );

  it('keeps all else where the packs could not be asked, and asks again on request', async () => {
    let asked = 0;
    const packsOn = async () => {
      asked += 1;
      if (asked === 1) throw new Error('expected a thread');
      return TOLD;
    };
    const { page, url, takeFaults } = await dashboard.open({
      dashboard: { assess: assess('none'), namedIn, packsOn },
    });
    await page.goto(`${url}/try`);
    await page.fill('main textarea', TEXT);
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByText('What only the packs tell could not be loaded').waitFor();
    expect(await page.locator('.finding-signal').count()).toBe(1);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.finding-signal .read-as').waitFor();
    takeFaults();
  }, 60_000);

  it.each(['fr', 'es', 'ar'])(
    'isolates every quoted part, in %s',
    async (locale) => {
      const packsOn = async () => TOLD;
      const { page, url } = await dashboard.open({
        browser: { locale },
        dashboard: { assess: assess('none'), namedIn, packsOn },
      });
      await page.goto(`${url}/try`);
      await page.fill('main textarea', TEXT);
      await page.click('.try-form button');
      await page.locator('.finding-signal .read-as').waitFor();
      expect(await page.locator('.try-result q').count()).toBe(6);
      expect(await page.locator('.try-result q > :not(.inline-text):not(bdi)').count()).toBe(0);
      const bidi = await page
        .locator('.try-result q bdi')
        .evaluateAll((all) => all.map((one) => [one.getAttribute('dir'), getComputedStyle(one).unicodeBidi]));
      expect(new Set(bidi.map((one) => one.join(' ')))).toEqual(new Set(['auto isolate']));
    },
    60_000,
  );
});
