import { describe, expect, it } from 'vitest';
import { lintPacks, parsePacks, readPackFiles, shippedPacksDir } from '../../../rules/index.ts';
import { namedTraits } from '../../../rules/lint/named-traits.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

const shipped = parsePacks(readPackFiles(shippedPacksDir()).sources);

function traitsFound(terms: string): number {
  const findings = lintPacks(parsed({ 'en.yml': packYaml([ruleYaml({ terms })]) }));
  return findings.filter(({ code }) => code === 'rules.protected-trait').length;
}

describe('terms', () => {
  it('MIN-07 name no people, faith or dialect', () => {
    const named = namedTraits(shipped.located);
    expect(named.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([]);
  });

  it.each(['["syrian guide"]', '["MUSLIM"]', '["afgha*"]', '["кто таджик"]', '["suriyeli"]'])(
    'MIN-07 would be caught if they did: %s',
    (terms) => {
      expect(traitsFound(terms)).toBe(1);
    },
  );

  it('use no stems for places', () => {
    const names = shipped.located.flatMap(({ pack }) =>
      (pack.places ?? []).flatMap((entry) => Object.values(entry.in).flat()),
    );
    expect(names.length).toBeGreaterThan(2_000);
    expect(names.filter((name) => name.includes('*'))).toEqual([]);
  });
});
