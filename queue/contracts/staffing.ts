import type { Account } from './account.ts';
import { type Certificate, covers, languagesOf } from './certificate.ts';
import type { Role } from './role.ts';

/** A step of the work and the different persons it takes, by role. */
interface WorkStep {
  readonly step: string;
  readonly persons: readonly Role[];
  /** Whether each of them must be trained for the item's language. */
  readonly isTrained: boolean;
}

/**
 * What a team must be able to do, at its worst: a post that both judged otherwise and an adjudicator settled. Persons of one step are
 * different ones: whoever judged an item in any way neither judges it again nor settles, exports or hears the contest of it. Whoever
 * wrote a rule neither releases it nor lifts a hold from it, and both take two.
 */
export const WORK_STEPS = [
  { step: 'judge', persons: ['reviewer'], isTrained: true },
  { step: 'judge-again', persons: ['reviewer', 'reviewer'], isTrained: true },
  { step: 'adjudicate', persons: ['reviewer', 'reviewer', 'adjudicator'], isTrained: true },
  { step: 'protect', persons: ['protection'], isTrained: true },
  {
    step: 'hear-contests',
    persons: ['reviewer', 'reviewer', 'adjudicator', 'adjudicator'],
    isTrained: false,
  },
  { step: 'hear-contests-protected', persons: ['protection', 'protection'], isTrained: false },
  { step: 'write-rules', persons: ['analyst', 'analyst', 'analyst'], isTrained: false },
  {
    step: 'export',
    persons: ['reviewer', 'reviewer', 'adjudicator', 'exporter', 'exporter'],
    isTrained: false,
  },
  { step: 'keep-keys', persons: ['custodian'], isTrained: false },
  { step: 'operate', persons: ['operator'], isTrained: false },
  { step: 'administer', persons: ['administrator'], isTrained: false },
  { step: 'oversee', persons: ['oversight'], isTrained: false },
] as const satisfies readonly WorkStep[];

export type WorkStepName = (typeof WORK_STEPS)[number]['step'];

export interface StaffingGap {
  readonly step: WorkStepName;
  /** The persons it takes. */
  readonly needs: readonly Role[];
  /** Language of open items that nobody may be given; `null`: the step lacks people altogether. */
  readonly language: string | null;
  /** How many items wait for a reader of this language, and since when the oldest; `null` without a language. */
  readonly waiting: { readonly open: number; readonly since: string } | null;
}

/** Open items of one lane and language: how many, and since when the oldest waits (ISO 8601). */
export interface OpenWork {
  readonly lane: 'review' | 'protect';
  readonly language: string;
  readonly open: number;
  readonly since: string;
}

type Person = Pick<Account, 'id' | 'roles' | 'certificates' | 'state'>;

/** The steps that these accounts cannot do at `now`, and the languages of open items that nobody may be given. */
export function staffingGaps(
  accounts: readonly Person[],
  open: readonly OpenWork[],
  now: number,
): StaffingGap[] {
  const active = accounts.filter(({ state }) => state === 'active');
  const trained = active.filter(({ certificates }) => languagesOf(certificates, now) !== 'none');
  const steps = (WORK_STEPS as readonly WorkStep[]).flatMap(({ step, persons, isTrained }) =>
    canFill(persons, isTrained ? trained : active)
      ? []
      : [{ step: step as WorkStepName, needs: persons, language: null, waiting: null }],
  );
  const unread = open.flatMap(({ lane, language, open: count, since }) => {
    const role: Role = lane === 'protect' ? 'protection' : 'reviewer';
    const reads = ({
      roles,
      certificates,
    }: {
      roles: readonly Role[];
      certificates: readonly Certificate[];
    }) => roles.includes(role) && covers(languagesOf(certificates, now), language);
    const step: WorkStepName = lane === 'protect' ? 'protect' : 'judge';
    return active.some(reads) || steps.some((gap) => gap.step === step)
      ? []
      : [{ step, needs: [role], language, waiting: { open: count, since } }];
  });
  return [...steps, ...unread];
}

/** Whether different persons can take all places; places are few, so trying is enough. */
export function canFill(
  places: readonly Role[],
  people: readonly Pick<Account, 'id' | 'roles'>[],
  taken: ReadonlySet<string> = new Set(),
): boolean {
  const [role, ...rest] = places;
  if (role === undefined) return true;
  return people.some(
    ({ id, roles }) =>
      !taken.has(id) && roles.includes(role) && canFill(rest, people, new Set([...taken, id])),
  );
}

/** Whether items wait for a reader for longer than the policy allows without an alarm. */
export function isOverdue({ waiting }: StaffingGap, unreadHours: number, now: number): boolean {
  return waiting !== null && now - Date.parse(waiting.since) > unreadHours * 3_600_000;
}
