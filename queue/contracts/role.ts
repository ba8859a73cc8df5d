import { z } from 'zod';

/** What a person is there for. An account has any number of them that no forbidden pair keeps apart. */
export const Role = z.enum([
  'reviewer',
  'adjudicator',
  'protection',
  'analyst',
  'exporter',
  'custodian',
  'operator',
  'administrator',
  'oversight',
]);
export type Role = z.infer<typeof Role>;

/** Roles whose work is to read posts. */
export const CONTENT_ROLES: readonly Role[] = [
  'reviewer',
  'adjudicator',
  'protection',
  'analyst',
  'exporter',
];

/** Why two roles are refused for one person; the key of the interface's explanation. */
export type PairReason =
  | 'watches-the-others'
  | 'sees-no-content'
  | 'keys-apart-from-judging'
  | 'protection-apart';

export interface ForbiddenPair {
  readonly roles: readonly [Role, Role];
  readonly reason: PairReason;
}

function pairs(role: Role, others: readonly Role[], reason: PairReason): ForbiddenPair[] {
  return others.map((other) => ({ roles: [role, other], reason }));
}

/** No configuration takes a pair out of this list; each is refused at a grant and again at every request (ACC-01). */
export const FORBIDDEN_PAIRS: readonly ForbiddenPair[] = [
  ...pairs('oversight', Role.exclude(['oversight']).options, 'watches-the-others'),
  ...pairs('administrator', CONTENT_ROLES, 'sees-no-content'),
  ...pairs('operator', CONTENT_ROLES, 'sees-no-content'),
  ...pairs('custodian', ['reviewer'], 'keys-apart-from-judging'),
  ...pairs('protection', ['reviewer', 'analyst', 'exporter'], 'protection-apart'),
];

/** The forbidden pairs among these roles; none means that one person may have them all. */
export function forbiddenAmong(roles: readonly Role[]): ForbiddenPair[] {
  return FORBIDDEN_PAIRS.filter((pair) => pair.roles.every((role) => roles.includes(role)));
}
