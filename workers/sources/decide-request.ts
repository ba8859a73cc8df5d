import {
  type AuthorisationGap,
  authorisationGap,
  hasHost,
  isInScope,
  placeholdersOf,
  type Source,
} from '../../queue/contracts/index.ts';
import { isLoopbackLiteral } from '../fetch/address.ts';
import { type AssessmentStanding, assessmentGaps } from '../rights/assessment-standing.ts';

/** Why something is not asked for; `reason` is the stable machine word. */
export interface Refusal {
  readonly reason:
    | 'disabled'
    | 'import'
    | 'suspended'
    | 'no-assessment'
    | AuthorisationGap
    | 'scope'
    | 'scope-path';
  readonly message: string;
}

/** What a decision rests on besides the time and the address. */
export interface Grounds {
  readonly source: Source;
  /** `demo`: none are needed, and nothing but this machine's own loopback may be asked. */
  readonly assessments: AssessmentStanding | 'demo';
}

/** What keeps the source from being collected at all at `nowMs`, or `null`. */
export function decideRound({ source, assessments }: Grounds, nowMs: number): Refusal | null {
  if (!source.enabled) {
    const message = `source "${source.id}" is switched off; set "enabled: true" in its file to collect it`;
    return { reason: 'disabled', message };
  }
  if (source.kind === 'import') {
    const message = `source "${source.id}" is filled by "vigie import", not collected`;
    return { reason: 'import', message };
  }
  const missing = assessments === 'demo' ? [] : assessmentGaps(assessments, nowMs);
  if (missing.length > 0) {
    const message = `nothing is fetched without signed assessments in force: ${missing.join('; ')}`;
    return { reason: 'no-assessment', message };
  }
  const gap = authorisationGap(source.authorisation, nowMs);
  return gap === null ? null : { reason: gap, message: describeGap(source, gap) };
}

/**
 * Whether a source may ask for an address at `nowMs`: `null` for yes. The one decision behind every request, redirect and
 * part of a page; it knows nothing but its arguments.
 */
export function decideRequest(grounds: Grounds, nowMs: number, url: URL): Refusal | null {
  const { source, assessments } = grounds;
  const refusal = decideRound(grounds, nowMs);
  if (refusal !== null || source.kind === 'import') return refusal;
  const { scope } = source.authorisation;
  if (isInScope(scope, url)) return assessments === 'demo' ? refuseUnlessLoopback(url) : null;
  const hosts = scope.map(({ host }) => host).join(', ');
  return hasHost(scope, url)
    ? {
        reason: 'scope-path',
        message: `expected a path on ${url.host} that the authorisation's scope lists, found another; if the source needs it, its authorisation must say so`,
      }
    : {
        reason: 'scope',
        message: `expected an address on ${hosts}, found one on ${url.host}; if the source has moved there, its authorisation and its url must say so`,
      };
}

function refuseUnlessLoopback(url: URL): Refusal | null {
  if (isLoopbackLiteral(url.hostname)) return null;
  const message = `a demonstration asks for addresses on this machine only, found one on ${url.host}`;
  return { reason: 'no-assessment', message };
}

/** Says in words why the authorisation does not count, and what to do. */
export function describeGap({ id, authorisation }: Source, gap: AuthorisationGap): string {
  const { startsOn, expiresOn, reviewBy } = authorisation;
  switch (gap) {
    case 'placeholder':
      return `the authorisation of "${id}" was given by nobody: ${placeholdersOf(authorisation).join(', ')} hold the words of an example; have requester and approver say them in its file`;
    case 'not-started':
      return `the authorisation of "${id}" begins on ${startsOn}; nothing is fetched before`;
    case 'expired':
      return `the authorisation of "${id}" ended on ${expiresOn}; have it renewed by a requester and an approver`;
    case 'review-overdue':
      return `the authorisation of "${id}" had to be reviewed before ${reviewBy}; review it, and write reviewedOn and reviewBy into its file`;
    default:
      return gap satisfies never;
  }
}
