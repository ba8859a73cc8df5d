import { Source } from '../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import type { Gate } from '../../workers/fetch/gate.ts';
import type { Robots } from '../../workers/fetch/robots.ts';
import type { AssessmentStanding } from '../../workers/rights/index.ts';
import { createSourceGate } from '../../workers/sources/source-gate.ts';
import { authorisationOf } from './authorisation.ts';

/** As if both assessments were signed and in force. */
export const IN_FORCE: AssessmentStanding = {
  faults: [],
  periods: ['dpia', 'fria'].map((name) => ({ name, from: '2000-01-01', until: '2100-01-01' })),
};

/** Lets everything pass: what is refused was refused by something behind it. */
export const OPEN_GATE: Gate = { check() {}, pauseMs: 0, note() {}, asked() {} };

/** No host has a robots file. */
export const NO_ROBOTS: Pick<Robots, 'check' | 'checkKnown'> = {
  checkKnown() {},
  check: async () => ({ delayMs: 0, record: { verdict: 'none', sha256: null } }),
};

/** The real gate of a source that may ask for everything on these hosts. */
export function gateOn(...hosts: readonly string[]): Gate {
  const url = `http://${hosts[0]}/`;
  const scope = hosts.map((host) => ({ host, paths: ['/'] }));
  const authorisation = authorisationOf(url, { scope });
  const source = Source.parse({ id: 'gate', kind: 'feed', name: 'gate', url, authorisation });
  return createSourceGate({ source, assessments: IN_FORCE }, SYSTEM_CLOCK);
}
