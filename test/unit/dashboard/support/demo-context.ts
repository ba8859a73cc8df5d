import type { DashboardContext } from '../../../../dashboard/context.ts';
import { createLiveFeed } from '../../../../dashboard/live/live-feed.ts';
import type { PacksOnText } from '../../../../dashboard/wire-try.ts';
import type { Accounts, SignedIn } from '../../../../queue/accounts/index.ts';
import { type Assessment, type LaneStates, Role } from '../../../../queue/contracts/index.ts';
import type { Desk } from '../../../../queue/review/index.ts';
import { manualClock } from '../../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../../queue/runtime/logger.ts';
import { actorOf, trainings } from '../../../support/people.ts';
import { TEST_POLICY } from '../../../support/policy.ts';
import { DEMO_COVERAGE } from './demo-coverage.ts';
import { DEMO_ITEMS, demoRule } from './demo-items.ts';
import {
  DEMO_AUTHORISATIONS,
  DEMO_REGISTRY,
  DEMO_REPORT_DUTY,
  DEMO_SIGNS,
  DEMO_TELLINGS,
} from './demo-oversight.ts';
import { DEMO_DRY_RUN, DEMO_SOURCES } from './demo-sources.ts';
import {
  SEEDED_QUALITY,
  type SeedContest,
  type SeededParts,
  type SeedItem,
  seededParts,
} from './seeded-desk.ts';
import { SEEDED_FAIRNESS, seededLift } from './seeded-fairness.ts';

/** What is practised on in tests. */
const PRACTICE: DashboardContext['practice'] = [
  {
    key: 'en-practice-test',
    language: 'en',
    expect: 'not_offer',
    reason: 'seeker',
    text: 'Does anybody know whether the road is open?',
  },
];

const DEMO_NOW_MS = Date.parse('2026-11-25T02:00:00.000Z');

/**
 * Somebody with every role, whom the real accounts would refuse: for tests of pages and routes that are not about who may
 * open them.
 */
export const EVERYBODY: SignedIn = signedIn('local', Role.options);

export function signedIn(id: string, roles: readonly Role[]): SignedIn {
  return { ...actorOf(id, roles), name: `name of ${id}`, method: 'password', isConflicted: false };
}

/** The same, trained for whatever these items claim to be written in. */
function trainedFor(items: readonly SeedItem[]): SignedIn {
  return { ...EVERYBODY, certificates: trainings(items.map(({ language }) => language)) };
}

/** For tests that are not about accounts: whatever is asked of them says so. */
const NO_ACCOUNTS = new Proxy({} as Accounts, {
  get(_target, name) {
    throw new Error(`expected no question to the accounts, found ${String(name)}`);
  },
});

/** Finds the first word of any text, so that the pages have something to show. */
function firstWordAssessment(text: string): Assessment {
  const end = firstWord(text).length;
  const rule = 'en.provider.first-word';
  return {
    version: 1,
    release: 'demo',
    holds: [],
    lane: 'none',
    score: 3,
    language: 'en',
    signals: [{ rule, category: 'provider', start: 0, end, weight: 3 }],
    counterSignals: [],
    trace: [
      { step: 'counted', rule, category: 'provider', weight: 3 },
      { step: 'gate', part: 'provider', met: true },
      { step: 'gate', part: 'kinds', met: false, found: [], needed: 2 },
      { step: 'gate', part: 'threshold', met: false, score: 3, needed: 7 },
    ],
  };
}

function firstWord(text: string): string {
  return /\S+/u.exec(text)?.[0] ?? '';
}

/** What packs would tell of it, with a rule in shadow that finds the same. */
function firstWordInPacks(text: string): PacksOnText {
  const list = { concept: '@first-word', language: 'ar' };
  const words = [{ text: firstWord(text), entry: { term: 'كلمة', list } }];
  const told = { words, knownFalsePositives: ['Any other first word.'] };
  const [rule, info] = ['en.price.first-word', demoRule('en.price.first-word')];
  return {
    state: 'in-force',
    rules: { 'en.provider.first-word': told },
    shadow: info === undefined ? [] : [{ rule, category: 'price', info, ...told }],
  };
}

/** By the desk that the test gave: another look at the records of the file would fill them anew. */
async function lanesOf(desk: Desk): Promise<LaneStates> {
  const { review, protect } = await desk.counts(EVERYBODY);
  const laneOf = (open: number | null) => ({
    open: open ?? 0,
    held: 0,
    entered: null,
    questions: 0,
    answered: null,
  });
  return { review: laneOf(review), protect: laneOf(protect) };
}

/** What a test says otherwise: parts of the context, or who asks and what the records hold. */
export type ContextOverrides = Omit<Partial<DashboardContext>, 'contests'> & {
  readonly person?: SignedIn | null;
  readonly items?: readonly SeedItem[];
  readonly contests?: readonly SeedContest[];
  readonly team?: readonly SignedIn[];
  /** Desks that the test works on, too. They are of one kind: opening others would empty the records of these. */
  readonly seeded?: SeededParts;
};

/** A context on a desk of its own; a test overrides the parts it is about. */
export function demoContext(overrides: ContextOverrides = {}): DashboardContext {
  const {
    clock = manualClock(DEMO_NOW_MS),
    items = DEMO_ITEMS,
    contests = [],
    team = [],
    person = trainedFor(items),
    seeded = seededParts(
      { items, contests, team, recipients: overrides.recipients ?? [], signs: DEMO_SIGNS },
      clock,
    ),
    ...parts
  } = overrides;
  const desk = parts.desk ?? seeded.desk;
  return {
    desk,
    gaps: async () => [],
    reviewPolicy: TEST_POLICY.review,
    quality: SEEDED_QUALITY,
    coverage: DEMO_COVERAGE,
    liftRule: seededLift(clock),
    practice: PRACTICE,
    contests: seeded.contests,
    cases: seeded.cases,
    names: seeded.names,
    exports: seeded.exports,
    recipients: [],
    notices: seeded.notices,
    tellings: seeded.tellings,
    tellingCounts: async () => DEMO_TELLINGS,
    alertCounts: async () => ({ open: 3, unanswered: 1 }),
    ruleErrors: async () => ({ 'en.price.broken': 12 }),
    contestCounts: async () => ({ open: 2, overdue: 1, nextDueOn: '2026-12-20' }),
    questions: seeded.questions,
    doubts: seeded.doubts,
    statistics: seeded.statistics,
    oversight: seeded.oversight,
    registry: async () => DEMO_REGISTRY,
    authorisations: async () => DEMO_AUTHORISATIONS,
    reportDuty: async () => DEMO_REPORT_DUTY,
    captures: seeded.captures,
    live: createLiveFeed({ read: () => lanesOf(desk), clock, logger: SILENT_LOGGER }),
    async status() {
      const { review, protect } = await desk.counts(EVERYBODY);
      const closed = await Promise.all(
        (['review', 'protect'] as const).map((lane) =>
          desk.list(EVERYBODY, { lane, show: 'closed', limit: 200 }),
        ),
      );
      return {
        posts: { total: 12_408, staged: 3, none: 12_396, review: 5, protect: 1, dead: 3 },
        items: { open: (review ?? 0) + (protect ?? 0), decided: closed.flat().length },
        log: { size: 731, root: 'yNxK3pX0bC0lqVqEw1m9sR1f5y3pZr0cJx7T9o2uQhA=' },
      };
    },
    sources: async () => DEMO_SOURCES,
    trySource: async (id) => ({ ...DEMO_DRY_RUN, sourceId: id }),
    health: async () => ({ live: true, ready: true, reasons: [] }),
    rule: demoRule,
    fairness: SEEDED_FAIRNESS,
    fairnessPolicy: TEST_POLICY.fairness,
    offerRules: ['en.provider.first-word'],
    assess: async (text) => firstWordAssessment(text),
    namedIn: async (text) => [
      { kind: 'link', start: 0, end: firstWord(text).length, value: 'first.example' },
    ],
    packsOn: async (text) => firstWordInPacks(text),
    translator: undefined,
    accounts: NO_ACCOUNTS,
    identityProvider: undefined,
    whoIs: async () => person,
    clock,
    webDir: '/nowhere',
    logger: SILENT_LOGGER,
    publicOrigin: undefined,
    metricsToken: undefined,
    isDemo: true,
    checkedLanguages: ['en'],
    uncheckedLanguages: ['ar'],
    ...parts,
  };
}
