import { expect, it } from 'vitest';
import { caseAr } from '../../../dashboard/web/messages/casework/words-ar.ts';
import { caseEs } from '../../../dashboard/web/messages/casework/words-es.ts';
import { caseFr } from '../../../dashboard/web/messages/casework/words-fr.ts';
import { oversightAr } from '../../../dashboard/web/messages/oversight/words-ar.ts';
import { oversightEn } from '../../../dashboard/web/messages/oversight/words-en.ts';
import { oversightEs } from '../../../dashboard/web/messages/oversight/words-es.ts';
import { oversightFr } from '../../../dashboard/web/messages/oversight/words-fr.ts';
import { tellingsAr } from '../../../dashboard/web/messages/tellings/tellings-ar.ts';
import { tellingsEs } from '../../../dashboard/web/messages/tellings/tellings-es.ts';
import { tellingsFr } from '../../../dashboard/web/messages/tellings/tellings-fr.ts';

/** Words with a day that is itself in time. */
const BY_A_DAY = [
  'telling.due.open',
  'telling.due.review',
  'telling.review',
  'contests.due',
  'over.telling.overdue.open',
  'over.telling.overdue.review',
];

/** Words with a day from whose beginning on it is too late: nothing is fetched for a source then. */
const BEFORE_A_DAY = ['date.gap.reviewBy', 'date.soon.reviewBy'];

it.each([
  ['English', /before \{day\}/, oversightEn],
  ['French', /avant le \{day\}/, oversightFr],
  ['Spanish', /antes del \{day\}/, oversightEs],
  ['Arabic', /قبل \{day\}/, oversightAr],
])('the %s words for "before" a day do not count the day itself', (_language, before, words: object) => {
  const said: Readonly<Record<string, string>> = { ...words };
  for (const key of BEFORE_A_DAY) expect(said[key], key).toMatch(before);
});

it.each([
  ['French', /au plus tard le/, { ...caseFr, ...oversightFr, ...tellingsFr }],
  ['Spanish', /a más tardar el/, { ...caseEs, ...oversightEs, ...tellingsEs }],
  ['Arabic', /في موعد أقصاه/, { ...caseAr, ...oversightAr, ...tellingsAr }],
])('the %s words for "by" a day count the day itself as in time', (_language, by, words: object) => {
  const said: Readonly<Record<string, string>> = { ...words };
  for (const key of BY_A_DAY) expect(said[key], key).toMatch(by);
});
