import { AppError } from '../../queue/runtime/errors.ts';
import {
  checkRelease,
  createScorer,
  loadPacks,
  type Pack,
  type Scorer,
  shippedPacksDir,
} from '../../rules/index.ts';
import { configFrom } from './program.ts';
import { readApprovers, readRelease, releaseFile } from './rules/release-file.ts';

/** The rules a process works with, before they are compiled. */
export interface RuleSet {
  readonly packs: readonly Pack[];
  /** The first half of their digest when approvers have signed them; else `null`. */
  readonly release: string | null;
  /** Why the packs are no release; empty for one. */
  readonly unsigned: readonly string[];
}

/**
 * Reads the rules of the repository, or of the given folder.
 * @throws AppError `config.rules` with file:line:column of every fault
 */
export async function readRules(dir?: string): Promise<RuleSet> {
  const loaded = await loadPacks(dir ?? shippedPacksDir());
  if (!loaded.ok) {
    const lines = loaded.faults.map(
      (fault) => `${fault.file}:${fault.line}:${fault.column}: ${fault.code}: ${fault.message}`,
    );
    throw new AppError('config.rules', lines.join('\n'), { faults: loaded.faults });
  }
  const unsigned = await whyUnsigned(dir ?? shippedPacksDir(), loaded.digest);
  return {
    packs: loaded.packs,
    release: unsigned.length === 0 ? loaded.digest.slice(0, 16) : null,
    unsigned,
  };
}

/** Packs that nobody signed can be tried; their assessments then say that no release stands behind them. */
async function whyUnsigned(dir: string, digest: string): Promise<readonly string[]> {
  const path = releaseFile(dir);
  const record = await readRelease(path);
  if (record === null) return [`expected a signed release at ${path}, found none`];
  const approvers = await readApprovers(configFrom({}).configDir);
  return checkRelease(record, { digest, approvers }).map(({ code, message }) => `${code}: ${message}`);
}

/**
 * Reads and compiles the rules of the repository, or those of a folder under test, which no release stands behind.
 * @throws AppError `config.rules`
 */
export async function loadScorer(dir?: string): Promise<Scorer> {
  const { packs, release } = await readRules(dir);
  return createScorer(packs, { release: dir === undefined ? release : null });
}

export interface RuleText {
  readonly title: string;
  readonly gloss: string;
  readonly benign: string;
  readonly evidence: string;
}

/** What a reviewer reads about each rule, by its id. */
export function ruleCatalogue({ packs }: RuleSet): ReadonlyMap<string, RuleText> {
  const rules = packs.flatMap((pack) => pack.rules);
  return new Map(
    rules.map(({ id, title, gloss, benign, evidence }) => [id, { title, gloss, benign, evidence }]),
  );
}
