import { withShadowLive } from '../analysis/shadow-rules.ts';
import { compileRules } from '../compile/compile-rules.ts';
import type { CompiledRules } from '../compile/compiled-rules.ts';
import { compileParsed } from '../load/compile-parsed.ts';
import type { ParsedPacks } from '../load/parse-packs.ts';
import type { Pack } from '../schema.ts';

type Linted = Omit<ParsedPacks, 'digest'>;

/** All that is sound in packs, of files with faults as well, in order of place. */
function soundOf({ located, partial = [] }: Linted): readonly Pack[] {
  const sound = [...located.map(({ pack }) => pack), ...partial.map((one) => one.sound)];
  return sound.toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

/** What is sound, compiled. A rule in shadow is to become live, and is looked at as if it were. */
export function compileSound(packs: Linted): CompiledRules {
  return compileRules(withShadowLive(soundOf(packs)));
}

/** The same, from `cache` where these packs are compiled just as they are; null for no cache. */
export async function compileForLint(packs: ParsedPacks, cache: string | null): Promise<CompiledRules> {
  const sound = soundOf(packs);
  const isAsItIs = packs.faults.length === 0 && withShadowLive(sound) === sound;
  return isAsItIs ? compileParsed(packs, cache) : compileSound(packs);
}
