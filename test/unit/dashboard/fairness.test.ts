import { describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import type { FairnessView } from '../../../queue/contracts/index.ts';
import type { Fairness } from '../../../queue/fairness/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { holdRule } from '../../../queue/storage/index.ts';
import { get, post } from './support/call.ts';
import { demoContext, signedIn } from './support/demo-context.ts';
import { fairnessReport } from './support/fairness-report.ts';
import { seededRecords } from './support/seeded-desk.ts';
import { SEEDED_FAIRNESS } from './support/seeded-fairness.ts';

const fairness: Fairness = { report: async (options) => fairnessReport(['ar'], options) };

function appFor(role: 'analyst' | 'oversight' | 'reviewer') {
  return createApp(
    demoContext({
      person: signedIn('ora', [role]),
      fairness,
      offerRules: ['en.provider.first-word', 'shared.price.sum', 'shared.route.joined'],
    }),
  );
}

async function viewOf(role: 'analyst' | 'oversight'): Promise<FairnessView> {
  return (await get(appFor(role), '/api/fairness')).json() as Promise<FairnessView>;
}

describe('the page on fairness', () => {
  it('is for analysts and oversight', async () => {
    expect((await get(appFor('reviewer'), '/api/fairness')).status).toBe(403);
    expect((await get(appFor('reviewer'), '/api/fairness/rules.csv')).status).toBe(403);
    expect((await get(appFor('analyst'), '/api/fairness')).status).toBe(200);
  });

  it('PRO-09 says nothing of persons at risk to who works towards enforcement, nor of the team', async () => {
    const asOversight = await viewOf('oversight');
    expect(asOversight.groups.language[0]?.pooled.leakage).toMatchObject({ hits: 4, n: 60 });
    expect(asOversight.team?.languages).toHaveLength(1);
    const asAnalyst = await viewOf('analyst');
    expect(asAnalyst.team).toBeNull();
    // Of 60 that came to an end 4 were persons at risk: the other shares are of the other 56.
    expect(asOversight.groups.language[0]?.pooled.precision).toMatchObject({ hits: 14, n: 60 });
    expect(asAnalyst.groups.language[0]?.pooled.precision).toMatchObject({ hits: 14, n: 56 });
    const csv = await (await get(appFor('analyst'), '/api/fairness/rules.csv')).text();
    expect(csv).toContain('shared.price.sum,noisy,*,5,45,');
    expect((await get(appFor('analyst'), '/api/fairness/team.csv')).status).toBe(404);
  });

  it('PRO-09 has no column and no row of the protection lane in what an analyst takes along', async () => {
    const tableFor = async (role: 'analyst' | 'oversight', table: string) =>
      (await get(appFor(role), `/api/fairness/${table}.csv`)).text();
    for (const table of ['language', 'sources', 'missed']) {
      expect(await tableFor('analyst', table), table).not.toMatch(/leakage|atRisk/i);
      expect(await tableFor('oversight', table), table).toMatch(/leakage|atRisk/i);
    }
  });

  it('says of each rule whether it speaks, is on hold, noisy, silent or in no release any more', async () => {
    const { rules } = await viewOf('analyst');
    expect(rules.map(({ rule, state }) => [rule, state])).toEqual([
      ['shared.price.sum', 'noisy'],
      ['shared.route.joined', 'held'],
      ['en.price.gone', 'gone'],
      ['en.provider.first-word', 'silent'],
    ]);
    expect(rules.at(-1)?.info?.title).toEqual(expect.any(String));
  });

  it.each([
    ['language', 'language,measure,hits,n,share,shareLow,shareHigh,gapPooled', 6],
    ['sources', 'dimension,group,source,measure,hits,n', 16],
    ['rules', 'rule,state,language,hits,n,share', 8],
    ['missed', 'language,sampled,unjudged,offers,halfJudged', 2],
    ['shadow', 'language,inShadow,wouldBeFlagged', 2],
    ['team', 'language,alphaOnKnown', 2],
  ] as const)('gives its table of each kind as CSV: %s', async (table, head, lines) => {
    const answer = await get(appFor('oversight'), `/api/fairness/${table}.csv`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const text = await answer.text();
    expect(text.startsWith(head)).toBe(true);
    expect(text.trimEnd().split('\r\n')).toHaveLength(lines);
  });

  it('says in each row of a language whether a native reader has checked its words', async () => {
    const rows = async (table: string, checkedLanguages: readonly string[]) => {
      const person = signedIn('ora', ['oversight']);
      const app = createApp(demoContext({ person, fairness, checkedLanguages }));
      return (await (await get(app, `/api/fairness/${table}.csv`)).text()).trimEnd().split('\r\n');
    };
    for (const table of ['language', 'missed']) {
      expect((await rows(table, []))[0], table).toMatch(/,words$/);
      expect((await rows(table, [])).at(-1), table).toMatch(/,unchecked$/);
      expect((await rows(table, ['ar'])).at(-1), table).toMatch(/,checked$/);
    }
    expect((await rows('rules', []))[1]).toMatch(/^[^,]+,[^,]+,\*,.*,$/);
  });

  it('knows no other table', async () => {
    expect((await get(appFor('oversight'), '/api/fairness/people.csv')).status).toBe(404);
  });
});

describe('lifting a hold at the desk', () => {
  const REASON = 'Its false flags were songs; they are left out now.';
  const RULE = 'en.provider.first-word';
  const appOf = (id: string, role: 'analyst' | 'oversight') =>
    createApp(demoContext({ person: signedIn(id, [role]), fairness: SEEDED_FAIRNESS, clock: SYSTEM_CLOCK }));
  const lift = (id: string, reason = REASON, role: 'analyst' | 'oversight' = 'analyst') =>
    post(appOf(id, role), `/api/rules/${RULE}/lift`, { reason });
  const view = async (id: string) =>
    (await (await get(appOf(id, 'analyst'), '/api/fairness')).json()) as FairnessView;

  it('FAI-03 takes two analysts, each with a reason, and shows who said what', async () => {
    const db = await seededRecords();
    // Never on hold: what was asked is wrong, and no step of somebody else.
    expect((await lift('ana')).status).toBe(400);
    await holdRule(db, { rule: RULE, reason: 'flags songs', actor: 'ora', now: new Date() });
    expect((await lift('ora', REASON, 'oversight')).status).toBe(403);
    expect((await lift('ana', 'too short')).status).toBe(400);
    expect(await (await lift('ana')).json()).toEqual({ isLifted: false });
    expect((await view('ana')).holds).toMatchObject([{ rule: RULE, proposal: { isOwn: true } }]);
    const [held] = (await view('ben')).holds;
    expect(held?.proposal).toEqual({ by: 'ana', at: expect.any(String), reason: REASON, isOwn: false });
    expect((await lift('ana')).status).toBe(409);
    expect(await (await lift('ben')).json()).toEqual({ isLifted: true });
    expect(await view('ana')).toMatchObject({
      mayLift: true,
      holds: [],
      lifted: [{ rule: RULE, heldBy: 'ora', liftedBy: ['ana', 'ben'], reason: REASON }],
    });
  });
});
