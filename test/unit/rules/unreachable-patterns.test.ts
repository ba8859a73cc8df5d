import { describe, expect, it } from 'vitest';
import { lintPacks } from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

function findingsOf(match: string) {
  const pattern = `    patterns: [{ match: '${match}', gate: digit }]`;
  const rule = ruleYaml({ category: 'price' }).replace(/^ *terms:.*$/m, pattern);
  return lintPacks(parsed({ 'en.yml': packYaml([rule]) }));
}

describe('patterns that no post can match', () => {
  it.each([
    ['BOAT [0-9]', '"B", which is read as "b"'],
    ['barco é [0-9]', '"é", which is read as "e"'],
    ['٣ boat', '"٣", which is read as "3"'],
    ['boat  [0-9]', 'two spaces'],
    ['boat {2}[0-9]', 'two spaces'],
    ['[A-Z]{2}', '"[A-Z]"'],
    ['boat\\t[0-9]', '"\\t"'],
    ['(?:BOAT|Ship) [0-9]', '"S", which is read as "s"'],
  ])('are named with what is wrong with them: %s', (match, part) => {
    const findings = findingsOf(match);
    expect(findings).toMatchObject([
      { line: 10, column: 25, level: 'warning', code: 'rules.unreachable-pattern' },
    ]);
    expect(findings[0]?.message).toContain(part);
  });

  it.each([
    'boat ?[0-9]',
    '[bB]oat',
    '(?:BOAT|boat) [0-9]',
    'boat É?[0-9]',
    'q[ء-ي] \\d',
    '\\bboat\\b.\\d',
    '[^a] \\p{L}',
    '\\+ ?\\d{2}[ -]? ?\\d',
  ])('are others than %s', (match) => {
    expect(findingsOf(match)).toEqual([]);
  });

  it('are told once where they name a people', () => {
    expect(findingsOf('syrian').map(({ code }) => code)).toEqual(['rules.protected-trait']);
  });
});
