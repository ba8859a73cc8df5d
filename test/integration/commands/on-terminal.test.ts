import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ndjson } from '../../support/config-folder.ts';
import type { RunOptions } from '../../support/run-vigie.ts';
import { hasPseudoTerminal } from '../../tooling/surroundings.mjs';
import { packYaml, ruleYaml } from '../../unit/rules/pack-sources.ts';
import { openScene, type Scene } from './scene.ts';

/** Escape sequences that set a style, which is all that our own words may hold. */
const STYLES = /\p{Cc}\[\d+(?:;\d+)*m/gu;
/** What steers a terminal, but for line ends. */
const STEERING = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066\u2067]/u;

/** What a terminal is told, and has to be told back: cursor unseen, lines cut off at the right end. */
const TAKEN = ['\u001b[?25l', '\u001b[?7l'];
const GIVEN_BACK = ['\u001b[?25h', '\u001b[?7h'];

/** By language, what offers and what calls for help. */
const WORDS = [
  ['en', 'we take you', 'our boat is sinking'],
  ['ar', 'نوصلك', 'القارب يغرق'],
] as const;

/** As it shows: the terminal's own line ends taken off. */
const linesOf = (shown: string) => shown.replaceAll('\r\n', '\n');

describe.runIf(hasPseudoTerminal())('on a terminal', () => {
  let scene: Scene;
  beforeAll(() => {
    scene = openScene();
    // All languages would take each command some seconds to read.
    mkdirSync(scene.path('packs'));
    for (const [language, provides, distress] of WORDS) {
      const rules = [
        ruleYaml({ id: `${language}.provider.test`, languages: `["${language}"]`, terms: `["${provides}"]` }),
        ruleYaml({
          ...{ id: `${language}.distress.test`, languages: `["${language}"]`, terms: `["${distress}"]` },
          ...{ category: 'distress', weight: 0 },
        }),
      ];
      const gate = language === 'en' ? 'gate: { threshold: 4, kinds: 2 }\n' : '';
      scene.write(`packs/${language}.yml`, packYaml(rules, `language: ${language}\nabout: A pack\n${gate}`));
    }
  });
  afterAll(() => scene.close());

  function explain(text: string, options: RunOptions = {}) {
    return scene.run(['rules', 'explain', text, '--packs', scene.path('packs')], options);
  }

  const TEXTS: readonly (readonly [string, string])[] = [
    ['left to right', 'We take you from Turkey to Greece by boat, 1500 euro, pay on arrival'],
    ['right to left', 'نوصلك من تركيا إلى اليونان بالقارب، السعر ١٥٠٠ يورو، الدفع عند الوصول'],
    ['both ways', 'Boat ready: نوصلك من تركيا إلى اليونان, 1500 euro, واتساب +90 555 000 0000'],
    ['at risk, right to left', 'ساعدونا القارب يغرق ومعنا أطفال ولا يوجد ماء'],
    [
      'what steers a terminal',
      'We take you \u001b[2J\u001b]0;x\u0007 from Turkey \u202e to Greece \u2069\u2067 by boat, 1500 €, \u009b31m pay on arrival',
    ],
  ];

  it.each(TEXTS)('explain has colours and says the same words in the same order: %s', async (_, text) => {
    const [shown, piped] = await Promise.all([explain(text, { onTerminal: true }), explain(text)]);
    expect([shown.code, piped.code], shown.stdout + piped.stderr).toEqual([0, 0]);
    const said = linesOf(shown.stdout);
    expect(said.match(STYLES)?.length).toBeGreaterThan(4);
    expect(said.replace(STYLES, '')).toBe(piped.stdout);
    expect(piped.stdout.match(STEERING)).toBeNull();
    // Every style is ended in its line, and every isolate: nothing of a post reaches into the words beside it.
    for (const line of said.split('\n')) {
      expect(line.split('\u2068'), line).toHaveLength(line.split('\u2069').length);
      expect(stylesLeftOn(line), line).toBe(0);
    }
  });

  it.each([
    ['NO_COLOR is set', { NO_COLOR: '1' }],
    ['it has none', { TERM: 'dumb' }],
  ])('explain has no colours where %s', async (_, env) => {
    const [, [, text] = ['', '']] = TEXTS;
    const [shown, piped] = await Promise.all([explain(text, { onTerminal: true, env }), explain(text)]);
    expect(linesOf(shown.stdout)).toBe(piped.stdout);
  });

  it('import shows how far it is, up to the end, and gives the terminal back', async () => {
    const file = scene.write('posts.ndjson', ndjson(400));
    const args = ['import', file, '--source', 'file-import', '--data', scene.data];
    const done = await scene.run(args, { onTerminal: true });
    expect(done.code, done.stdout).toBe(0);
    for (const what of ['reading', 'scoring'])
      expect(done.stdout).toMatch(new RegExp(`${what} \\[=+\\] 100% \\| (\\d+)/\\1 \\|`));
    expectGivenBack(done.stdout);
    expect(done.stdout.trimEnd()).toMatch(/400 new[^\n]*$/);
  });

  it('import that is ended from the keyboard ends at once, and gives the terminal back', async () => {
    const file = scene.write('many.ndjson', ndjson(100_000));
    const running = scene.spawn(['import', file, '--source', 'file-import', '--dry-run'], {
      onTerminal: true,
    });
    await running.says('reading [');
    running.child.stdin?.write('\u0003');
    const done = await running.ended;
    expect(done.code).toBe(130);
    expectGivenBack(done.stdout);
  });
});

/** Styles that a line begins and does not end. */
function stylesLeftOn(line: string): number {
  const codes = [...line.matchAll(/\p{Cc}\[(\d+)m/gu)].map(([, code]) => Number(code));
  // 22 ends what is bold or dim, 39 a colour.
  const isEnd = (code: number) => code === 22 || code === 39 || code === 0;
  return codes.reduce((on, code) => (isEnd(code) ? on - 1 : on + 1), 0);
}

function expectGivenBack(shown: string): void {
  for (const [at, taken] of TAKEN.entries()) {
    expect(shown).toContain(taken);
    expect(shown.lastIndexOf(GIVEN_BACK[at] ?? '')).toBeGreaterThan(shown.lastIndexOf(taken));
  }
}
