import { authorisationGap } from '../../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { type CaptureNotice, captureNotices } from '../../../workers/evidence/capture-scope.ts';
import { assessmentGaps, readAssessments } from '../../../workers/rights/index.ts';
import {
  type AuthorisationNotice,
  authorisationNotices,
  type LocatedSource,
} from '../../../workers/sources/index.ts';
import { EXIT } from '../exit.ts';
import { configFrom, type MachineFormat, type SharedOptions } from '../program.ts';
import { faultsAsError, loadConfigured } from '../source-set.ts';
import { say, sayJson, sayList } from '../terminal.ts';

export interface CheckSourcesOptions extends Omit<SharedOptions, 'format'> {
  /** `json`: one object of sources, faults and notices; `ndjson`: the sources. */
  readonly format: 'text' | MachineFormat;
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly enabled: boolean;
  readonly isAuthorised: boolean;
  readonly expiresOn: string;
  readonly reviewBy: string;
}

type PlacedNotice = (AuthorisationNotice | CaptureNotice) & {
  readonly file: string;
  readonly line: number;
  readonly column: number;
};

/** Notices of what keeps a source from being taken in today. */
const FINDINGS: ReadonlySet<PlacedNotice['kind']> = new Set(['placeholder', 'gap']);

/**
 * Every fault of every source file, and what the authorisations of the sound ones ask for or leave out. Ends with 3 where a
 * file has a fault, with 1 where a source that is switched on is not authorised today or the installation lacks its
 * assessments, and with 0 where something only comes near, or keeps flagged posts from being captured.
 */
export async function checkSources(options: CheckSourcesOptions): Promise<number> {
  const config = configFrom(options);
  const loaded = await loadConfigured(config);
  const nowMs = SYSTEM_CLOCK.now();
  const rows = loaded.located.map((one) => rowOf(one, nowMs));
  const notices = loaded.located.flatMap((one) => noticesOf(one, nowMs));
  const missing = assessmentGaps(await readAssessments(config.configDir), nowMs);
  const isHeld = missing.length > 0 && rows.some((row) => row.enabled && row.kind !== 'import');
  const isSound = !isHeld && rows.every((row) => row.isAuthorised || !row.enabled);
  const code = isSound ? EXIT.done : EXIT.findings;
  if (options.format === 'json') {
    const faults = loaded.ok ? [] : loaded.faults;
    sayJson({ sources: rows, faults, notices, missingAssessments: missing });
    return loaded.ok ? code : EXIT.configuration;
  }
  if (!loaded.ok) throw faultsAsError(loaded.faults);
  if (options.json) sayList(rows, options);
  else {
    for (const line of describe(rows, notices)) say(line);
    const level = isHeld ? 'finding' : 'warning';
    for (const gap of missing) say(`${level}: no assessment, so nothing is fetched: ${gap}`);
  }
  return code;
}

function rowOf({ source }: LocatedSource, nowMs: number): Row {
  const { expiresOn, reviewBy } = source.authorisation;
  const isAuthorised = authorisationGap(source.authorisation, nowMs) === null;
  return { id: source.id, kind: source.kind, enabled: source.enabled, isAuthorised, expiresOn, reviewBy };
}

function noticesOf({ source, file, placeOf }: LocatedSource, nowMs: number): PlacedNotice[] {
  return [...authorisationNotices(source, nowMs), ...captureNotices(source)].map((notice) => ({
    file,
    ...placeOf(['authorisation', notice.field]),
    ...notice,
  }));
}

function* describe(rows: readonly Row[], notices: readonly PlacedNotice[]): Generator<string> {
  for (const row of rows) {
    const standing = row.isAuthorised
      ? `authorised until ${row.expiresOn}, review before ${row.reviewBy}`
      : 'NOT authorised today: nothing is fetched';
    yield `${row.id}  ${row.kind}  ${row.enabled ? 'enabled' : 'disabled'}  ${standing}`;
  }
  for (const { kind, file, line, column, message } of notices)
    yield `${FINDINGS.has(kind) ? 'finding' : 'warning'}: ${file}:${line}:${column}: ${message}`;
  yield `${rows.length} source(s), no fault`;
}
