import {
  compiledRulesDir,
  createPackTeller,
  digestOf,
  type PackTeller,
  parseSources,
  readPackFiles,
} from '../../../rules/index.ts';

export interface PacksAtHand {
  readonly digest: string;
  /** `null` where the packs cannot be read. */
  readonly teller: PackTeller | null;
}

/** Reads the packs of a folder, and parses them only where they are others than at the last call. */
export function createPacksAtHand(): (dir: string) => PacksAtHand {
  let last: PacksAtHand | undefined;
  return (dir) => {
    const { sources, faults } = readPackFiles(dir);
    const digest = digestOf(sources);
    // A file that cannot be read is in no digest.
    if (faults.length > 0) return { digest, teller: null };
    if (last?.digest !== digest) {
      const parsed = parseSources(sources, [], compiledRulesDir());
      const packs = parsed.located.map(({ pack }) => pack);
      last = { digest, teller: parsed.faults.length > 0 ? null : createPackTeller(packs) };
    }
    return last;
  };
}
