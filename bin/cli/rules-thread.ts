import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PacksOnText } from '../../dashboard/wire-try.ts';
import type { Assessment } from '../../queue/contracts/index.ts';
import type { KeptPack } from '../../queue/storage/index.ts';
import {
  compiledRulesDir,
  compileParsed,
  createScorer,
  type HeardPost,
  loadRules,
  type Probes,
  probePacks,
  type RegisteredPacks,
  readPacks,
  registerPacks,
  type ScorablePost,
  type Signal,
  termsOf,
} from '../../rules/index.ts';
import { createPacksAtHand } from './rules/packs-at-hand.ts';
import { tellOf } from './rules/tell-of-text.ts';

/** A text to be scored with a release that was in force once. */
export interface ReplayTask {
  readonly release: string;
  readonly digest: string;
  readonly packs: readonly KeptPack[];
  readonly holds: readonly string[];
  readonly post: ScorablePost;
}

/**
 * @returns `unreadable` where this version of the program refuses the packs: what it asks of them is stricter than what was asked then
 * @throws Error when the packs are not those of the digest
 */
export async function replay({
  release,
  digest,
  packs,
  holds,
  post,
}: ReplayTask): Promise<Assessment | 'unreadable'> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-release-'));
  try {
    for (const { file, text } of packs) {
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    // The compiled form of a release is kept beside the program, where a build keeps it.
    const loaded = await loadRules(folder, compiledRulesDir());
    if (!loaded.ok) return 'unreadable';
    if (loaded.digest !== digest)
      throw new Error(`expected the packs of ${digest}, found those of ${loaded.digest}`);
    return createScorer(loaded.compiled, { release, holds }).score(post);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the packs of a folder say of rules, and the words behind each. */
export interface RegistryTask {
  readonly dir: string;
}

export interface ReadPacks {
  readonly digest: string;
  readonly registered: RegisteredPacks;
  readonly terms: ReadonlyMap<string, readonly string[]>;
}

/** Invented posts of the packs of a folder, scored with these holds and languages in shadow. */
export interface ProbeTask {
  readonly dir: string;
  readonly holds: readonly string[];
  readonly shadowLanguages: readonly string[];
}

/** @returns `null` where the packs cannot be read */
export async function probe({
  dir,
  holds,
  shadowLanguages,
}: ProbeTask): Promise<(Probes & { readonly digest: string }) | null> {
  const parsed = readPacks(dir, compiledRulesDir());
  if (parsed.faults.length > 0) return null;
  const compiled = await compileParsed(parsed, compiledRulesDir());
  const packs = parsed.located.map(({ pack }) => pack);
  return { digest: parsed.digest, ...probePacks(packs, compiled, { holds, shadowLanguages }) };
}

/** A text that was scored, of which the packs of a folder tell more where they are still those of the digest. */
export interface TellTask {
  readonly dir: string;
  readonly digest: string;
  readonly post: HeardPost;
  /** What was found in it, for and against an offer. */
  readonly found: readonly Signal[];
}

/** Packs take seconds to read: they stay until others lie in the folder, or the thread ends. */
const packsAtHand = createPacksAtHand();

export function tell({ dir, digest, post, found }: TellTask): PacksOnText {
  const packs = packsAtHand(dir);
  if (packs.teller === null) return { state: 'unreadable' };
  if (packs.digest !== digest) return { state: 'changed' };
  return { state: 'in-force', ...tellOf(packs.teller, post, found) };
}

export function registry({ dir }: RegistryTask): ReadPacks {
  const { located, digest } = readPacks(dir, compiledRulesDir());
  const packs = located.map(({ pack }) => pack);
  const rules = packs.flatMap((pack) => pack.rules);
  return {
    digest,
    registered: registerPacks(packs),
    terms: new Map(rules.map((rule) => [rule.id, termsOf(rule)])),
  };
}
