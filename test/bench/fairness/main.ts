/**
 * How often the watch on fairness holds a rule in simulated windows, and how often the estimate of missed offers holds the truth:
 * `npm run -s bench:fairness`.
 */
import { estimateMissed, findDisparities } from '../../../queue/fairness/index.ts';
import { flaggedMonth, type Planted, RULES } from '../../support/fairness-months.ts';
import { TEST_POLICY } from '../../support/policy.ts';
import { sampledMonth } from '../../support/sampled-months.ts';
import { seeded } from '../workload.ts';

const WINDOWS = 100;
const RULE = RULES[2];

const PLANTED: readonly (readonly [what: string, planted: Planted | undefined])[] = [
  ['nothing; languages differ because sources do', undefined],
  ['10 points more false flags in one language (tolerated: 15)', { rule: RULE, language: 'ar', more: 0.1 }],
  ['15 points more (just what is tolerated)', { rule: RULE, language: 'ar', more: 0.15 }],
  ['25 points more', { rule: RULE, language: 'ar', more: 0.25 }],
  ['35 points more', { rule: RULE, language: 'ar', more: 0.35 }],
  [
    '40 % of a rule’s flags of one language at risk, elsewhere 4 %',
    { rule: RULE, language: 'fr', atRisk: 0.4 },
  ],
];

console.log('| planted | items | held | another rule held |');
console.log('|---|---|---|---|');
for (const [what, planted] of PLANTED) {
  for (const items of [600, 1200, 2400]) {
    const draw = seeded(items);
    let held = 0;
    let others = 0;
    for (let turn = 0; turn < WINDOWS; turn += 1) {
      const rules = findDisparities(flaggedMonth(items, draw, planted), TEST_POLICY.fairness).map(
        (one) => one.rule,
      );
      if (planted !== undefined && rules.includes(planted.rule)) held += 1;
      if (rules.some((rule) => rule !== planted?.rule)) others += 1;
    }
    console.log(`| ${what} | ${items} | ${planted === undefined ? '–' : held} | ${others} |`);
  }
}

console.log('\n| missed offers planted | posts a month | estimates that hold it | mean estimate |');
console.log('|---|---|---|---|');
for (const rate of [0.0005, 0.002, 0.01, 0.05]) {
  const draw = seeded(Math.round(rate * 1e5));
  const posts = 40_000;
  let held = 0;
  let sum = 0;
  for (let turn = 0; turn < WINDOWS; turn += 1) {
    const { missed } = estimateMissed(sampledMonth(rate, posts, draw), posts, {
      offers: 300,
      notOffers: 100,
    });
    if (missed === null) continue;
    sum += missed.posts;
    if (missed.interval[0] <= rate * posts && rate * posts <= missed.interval[1]) held += 1;
  }
  console.log(`| ${rate * posts} | ${posts} | ${held} | ${Math.round(sum / WINDOWS)} |`);
}
