import type { Kysely } from 'kysely';
import type { Alpha, ContentKind, FairnessReport, TeamFigures } from '../contracts/fairness.ts';
import type { Quality } from '../review/index.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Policy } from '../runtime/policy.ts';
import { endOfLastOver, lastOver } from '../statistics/differencing.ts';
import {
  type DecisionTimes,
  type JudgedThing,
  type Months,
  monthsUpTo,
  readAssessedPosts,
  readDecisionTimes,
  readFlagged,
  readFoundPosts,
  readJudgedKnown,
  readJudgedTwice,
  readLogRange,
  readReviewed,
  readSampleResults,
  readShadowLanguages,
  type Schema,
} from '../storage/index.ts';
import { figuresBy } from './figures.ts';
import { type AssessedPosts, groupBy, isUnflagged } from './flagged.ts';
import { readHolds } from './holds.ts';
import { estimateMissed, type FoundPosts, foundAmong, type SampleResult } from './missed-offers.ts';
import { alphaOf } from './reliability.ts';
import { ruleFigures } from './rule-figures.ts';
import { seededDraw } from './seeded-draw.ts';
import { shadowFigures } from './shadow-figures.ts';
import { withoutAtRisk, withoutLeakage, withoutProtection } from './without-protection.ts';

/** How rules and the team treat content of every kind: counts and shares, no text and no person. */
export interface Fairness {
  /**
   * @param options.withProtection whether who asks may count the protection lane (PRO-09); whoever may not is shown no month that is
   * not over, and items as they stood when the last one was: each item that is handed over would be seen to go
   */
  report(options: {
    readonly withProtection: boolean;
  }): Promise<FairnessReport & { readonly team: NonNullable<FairnessReport['team']> }>;
}

interface Parts {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly policy: Policy['fairness'];
  readonly quality: Quality;
}

/** Fewer people than these do not hide one another. */
const FEWEST_PEOPLE = 3;
const SEED = 2026;

export function createFairness({ db, clock, policy, quality }: Parts): Fairness {
  return {
    async report({ withProtection }) {
      const now = new Date(clock.now());
      const last = withProtection ? now : new Date(`${lastOver(now)}-01`);
      const months = monthsUpTo(last, policy.windowMonths);
      const posts = await readAssessedPosts(db, months);
      const material = withProtection
        ? { items: await readFlagged(db, months), posts }
        : withoutProtection({ items: await readReviewed(db, months, endOfLastOver(now)), posts });
      const groupsBy = (dimension: ContentKind) => {
        const groups = figuresBy(dimension, material);
        return withProtection ? groups : withoutLeakage(groups);
      };
      const found = await readFoundPosts(db, months, withProtection ? null : endOfLastOver(now));
      const missed = missedBy(await readSampleResults(db, months), posts, found);
      return {
        ...months,
        log: await readLogRange(db, months),
        groups: {
          language: groupsBy('language'),
          script: groupsBy('script'),
          corridor: groupsBy('corridor'),
        },
        rules: ruleFigures(material.items),
        ...(await readHolds(db, now)),
        shadow: shadowFigures(material.posts, await readShadowLanguages(db)),
        missed: withProtection ? missed : withoutAtRisk(missed),
        team: {
          ...(await readTeam(db, months)),
          controls: await quality.team(),
          alarms: await quality.alarms(),
        },
      };
    },
  };
}

function missedBy(
  results: readonly (SampleResult & { readonly language: string })[],
  posts: readonly AssessedPosts[],
  found: readonly FoundPosts[],
): FairnessReport['missed'] {
  const languages = [...groupBy(results, ({ language }) => language)];
  return languages.map(([language, own]) => {
    const isOwn = (one: { readonly language: string }) => one.language === language;
    const unflagged = posts.filter((one) => isOwn(one) && isUnflagged(one));
    const count = unflagged.reduce((sum, one) => sum + one.posts, 0);
    return { language, ...estimateMissed(own, count, foundAmong(found.filter(isOwn))) };
  });
}

async function readTeam(db: Kysely<Schema>, months: Months) {
  const known = await readJudgedKnown(db, months);
  const twice = await readJudgedTwice(db, months);
  const times = await readDecisionTimes(db, months);
  const languages = [...new Set([...known, ...twice, ...times].map(({ language }) => language))].toSorted();
  const byRule = groupBy(
    twice.flatMap((thing) => thing.rules.map((rule) => ({ rule, thing }))),
    ({ rule }) => rule,
  );
  return {
    languages: languages.map((language) => teamOf(language, { known, twice, times })),
    rules: [...byRule]
      .flatMap(([rule, told]) => {
        const onItems = alphaOfTeam(told.map(({ thing }) => thing));
        return onItems === null ? [] : [{ rule, onItems }];
      })
      .sort((a, b) => b.onItems.units - a.onItems.units),
  };
}

function teamOf(
  language: string,
  {
    known,
    twice,
    times,
  }: {
    readonly known: readonly JudgedThing[];
    readonly twice: readonly JudgedThing[];
    readonly times: readonly DecisionTimes[];
  },
): TeamFigures {
  const own = (things: readonly JudgedThing[]) => things.filter((thing) => thing.language === language);
  const took = times.find((one) => one.language === language);
  const isTeam = took !== undefined && took.people >= FEWEST_PEOPLE;
  return {
    language,
    onKnown: alphaOfTeam(own(known)),
    onItems: alphaOfTeam(own(twice)),
    hours: isTeam ? { n: took.n, median: took.median, most: took.most } : null,
  };
}

function alphaOfTeam(things: readonly JudgedThing[]): Alpha | null {
  if (new Set(things.flatMap(({ people }) => people)).size < FEWEST_PEOPLE) return null;
  return alphaOf(
    things.map(({ answers }) => answers),
    seededDraw(SEED),
  );
}
