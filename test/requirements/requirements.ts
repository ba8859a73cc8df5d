import { ACCOUNTABILITY } from './accountability.ts';
import { EVIDENCE } from './evidence.ts';
import { FAIRNESS } from './fairness.ts';
import type { Requirement } from './requirement.ts';
import { REVIEW_DESK } from './review-desk.ts';
import { STATISTICS } from './statistics.ts';
import { TRANSPARENCY } from './transparency.ts';

/** On lawful purpose (PUR) and on minimisation (MIN). */
const COLLECTING: readonly Requirement[] = [
  {
    id: 'PUR-01',
    says: 'Every source has an authorisation: legal basis, controller, purpose, scope, dates, requester and another person as approver. Without a valid one nothing is fetched.',
  },
  {
    id: 'PUR-02',
    says: 'The end of an authorisation is looked at before every request. Queued rounds of a source that may not run are dropped and logged; there is no grace period.',
  },
  {
    id: 'PUR-03',
    says: 'The scope is an allow-list, asked again after every redirect. What leads out of it, to an internal address or to a login is refused and recorded.',
  },
  {
    id: 'PUR-04',
    says: 'The collector has no field for cookies, tokens, user names or passwords, and sends none.',
  },
  {
    id: 'PUR-05',
    says: 'Purposes are a closed list, in files and in the records. Immigration enforcement, assessment of asylum claims and status checks are not in it.',
  },
  {
    id: 'PUR-06',
    says: 'Live collection needs a data protection and a fundamental rights impact assessment: every part filled in, signed, unexpired.',
  },
  {
    id: 'PUR-07',
    says: 'Every authorisation says why less intrusive means would not do, and is reviewed at least every six months.',
  },
  {
    id: 'PUR-08',
    says: 'Blocks, robots rules, rate limits and refusals are obeyed and recorded. There is no feature to get around them.',
  },
  {
    id: 'MIN-01',
    says: 'Unflagged texts lie sealed for 24 hours at most; afterwards only counts remain. The one exception are those that are drawn for the sample of missed offers (FAI-02): 7 days at most. An authorisation can shorten both.',
  },
  {
    id: 'MIN-02',
    says: 'Authors are stored as keyed tokens. The key is not in the records, and the role of the processes cannot read it there.',
  },
  {
    id: 'MIN-03',
    says: 'Bystanders are masked in every view for review; the original stays sealed.',
  },
  {
    id: 'MIN-04',
    says: 'Every author has one of six categories, unknown until a judgment says otherwise; who is unknown cannot be exported.',
  },
  {
    id: 'MIN-05',
    says: 'No recognition of faces or voices and no looking up of persons, in code or in packages.',
  },
  {
    id: 'MIN-06',
    says: 'Posts of one person cannot be put together: tokens differ, and no table or index is kept by person.',
  },
  {
    id: 'MIN-07',
    says: 'No rule can use nationality, ethnicity, religion, dialect or the origin of a name.',
  },
  {
    id: 'MIN-08',
    says: 'What a post says, what people judge and what rules found are stored apart, and shown under headings of their own.',
  },
  {
    id: 'MIN-09',
    says: 'Working copies are stripped of place and device data; only the sealed original keeps them.',
  },
];

export const REQUIREMENTS: readonly Requirement[] = [
  ...COLLECTING,
  ...REVIEW_DESK,
  ...ACCOUNTABILITY,
  ...FAIRNESS,
  ...TRANSPARENCY,
  ...EVIDENCE,
  ...STATISTICS,
];
