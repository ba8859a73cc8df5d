import type { Requirement } from './requirement.ts';

/** On transparency (TRA). */
export const TRANSPARENCY: readonly Requirement[] = [
  {
    id: 'TRA-01',
    says: 'Every rule is in a public registry: release, plain purpose, languages, effect, tests, changes. Words withheld are counted, and visible to oversight.',
  },
  {
    id: 'TRA-02',
    says: 'An assessment names rules, places, weights, release and what was switched off; made again, it is the same byte for byte.',
  },
  { id: 'TRA-03', says: 'Rules and weights change only by a release that two approvers have signed.' },
  {
    id: 'TRA-04',
    says: 'A public report appears as regularly as the policy says, which doctor, dashboard and metrics hold it to; two people publish it, and it holds no personal data.',
  },
  { id: 'TRA-05', says: 'An entry for algorithm registers is made by the program, in a published standard.' },
  {
    id: 'TRA-06',
    says: 'Whoever posted is told of what was done about it; a delay has a reason, a legal basis, a review and a second person, and what is overdue raises an alert.',
  },
];
