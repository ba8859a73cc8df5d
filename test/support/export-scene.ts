import type { Actor, Recipient } from '../../queue/contracts/index.ts';
import { createCases, createExports, type Exports } from '../../queue/review/index.ts';
import { SILENT_LOGGER } from '../../queue/runtime/logger.ts';
import { type BundleContext, writeBundle } from '../../workers/bundle/write-bundle.ts';
import { proveDue } from '../../workers/opentimestamps/prove-due.ts';
import type { OpenTimestamps } from '../../workers/opentimestamps/settings.ts';
import { signDue } from '../../workers/signing/sign-due.ts';
import type { ArchiveSigner } from '../../workers/signing/signer.ts';
import type { Authority } from '../../workers/timestamps/authorities.ts';
import { stampDue } from '../../workers/timestamps/stamp-due.ts';
import { TEST_LIMIT } from './block-chain.ts';
import type { DeskScene } from './desk-scene.ts';
import { makeOffer } from './judgments.ts';
import { actorOf } from './people.ts';
import { PreservedCaptures } from './preserved.ts';

export const EXA = actorOf('exa', ['exporter']);
export const EXB = actorOf('exb', ['exporter']);
export const REASON = 'The prosecutor asks for it, order of 1 June.';

export const COURT: Recipient = {
  id: 'court',
  name: 'Court of an invented country',
  address: '1 Example Square',
  country: 'XA',
  purposes: ['criminal-proceedings'],
  expiresOn: '2099-01-01',
  nonRefoulement: {
    checkedOn: '2026-05-01',
    checkedBy: 'A. Example',
    approvedBy: 'B. Example',
    finding: 'Its rules forbid passing data on migrants to anybody else.',
  },
};

export interface ExportScene {
  readonly exports: Exports;
  /** Whom the register of recipients has, by id. */
  readonly register: Map<string, Recipient>;
  readonly captures: PreservedCaptures;
  /** Offers that lie in a new case, each with a capture. @returns the case's number and the items */
  caseOf(count: number, text?: (at: number) => string): Promise<{ caseNumber: number; items: string[] }>;
  /** Asked for and approved. @returns the export's number */
  approved(caseNumber: number, by?: { asks?: Actor; approves?: Actor }): Promise<number>;
  /** Hands an approved export over, and writes its bundle. */
  write(
    number: number,
    target: string,
    options?: Partial<BundleContext>,
  ): Promise<{ sha512: string; items: number }>;
  /** Has every control event stamped. */
  stamp(authorities: readonly Authority[]): Promise<number>;
  /** One round with the calendars, whose blocks a test mines. */
  prove(settings: OpenTimestamps): Promise<number>;
  /** Has every archive signed. */
  sign(signer: ArchiveSigner): Promise<number>;
}

/** Exports on a desk; called within a test, because the desk is made anew before each. */
export function exportScene(scene: DeskScene): ExportScene {
  const { context, clock } = scene;
  const { db, vault } = context;
  const cases = createCases({ db, clock });
  const register = new Map([[COURT.id, COURT]]);
  const exports = createExports({ db, vault, clock, recipients: async () => [...register.values()] });
  const captures = new PreservedCaptures();
  return {
    exports,
    register,
    captures,
    async caseOf(count, text = (at) => `[review] offer ${at}`) {
      const caseNumber = await cases.open(EXA, { legalReference: 'Js 1/26' });
      const items: string[] = [];
      for (let at = 0; at < count; at += 1) {
        await scene.arrive(1, () => text(at));
        const itemId = await makeOffer(scene);
        await captures.preserve(context, itemId, new Date(clock.now()));
        await cases.add(EXA, caseNumber, itemId);
        items.push(itemId);
      }
      return { caseNumber, items };
    },
    async approved(caseNumber, { asks = EXA, approves = EXB } = {}) {
      const request = {
        caseNumber,
        recipient: COURT.id,
        purpose: 'criminal-proceedings',
        reason: REASON,
      } as const;
      const number = await exports.request(asks, request, COURT);
      await exports.settle(approves, number, 'approve');
      return number;
    },
    write: (number, target, options = {}) =>
      writeBundle(
        {
          ...{ db, vault, clock, exports, captures, authorities: [], print: null },
          program: { version: '0.1.0', node: 'v20', platform: 'linux x64', settings: {} },
          checkedLanguages: [],
          ...options,
        },
        EXA,
        number,
        target,
      ),
    sign: (signer) => signDue({ db, clock, logger: SILENT_LOGGER }, signer, 'Vigie test'),
    prove: (settings) => proveDue({ db, clock, logger: SILENT_LOGGER }, settings, TEST_LIMIT),
    stamp: (authorities) => stampDue({ db, clock, logger: SILENT_LOGGER }, authorities),
  };
}
