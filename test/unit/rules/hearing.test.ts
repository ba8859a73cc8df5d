import { describe, expect, it } from 'vitest';
import { TokenTable } from '../../../rules/compile/token-table.ts';
import { clearFound, emptyFound } from '../../../rules/match/found.ts';
import { listen } from '../../../rules/match/hearing.ts';
import { readTokens } from '../../../rules/match/look-up.ts';
import { PostReader } from '../../../rules/match/post-reader.ts';
import { siftAndRejoin } from '../../../rules/match/rejoin.ts';
import { clearestAt, speaksAt } from '../../../rules/match/stretches.ts';
import { neutralText } from '../../support/neutral-texts.ts';
import { shippedRules } from './shipped-packs.ts';

const rules = await shippedRules();
const found = emptyFound(rules, new TokenTable(rules.table), new PostReader(rules));

/** Hears a post, and says what there is to be said of each of its stretches. */
function hear(post: string) {
  clearFound(found);
  found.post = post;
  found.reader.read(post);
  siftAndRejoin(found.reader, found.table);
  readTokens(found);
  listen(found);
  const { stretches, text } = found;
  const starts = stretches.starts.slice(0, stretches.count);
  return {
    clearest: rules.languages[found.clearest],
    speak: tags(found.speaks),
    stretches: starts.map((start, at) => ({
      text: String.fromCharCode(...text.units.subarray(start, starts[at + 1] ?? text.length)).trim(),
      clearest: rules.languages[clearestAt(found, start)],
      speak: tags(speaksAt(found, start)),
    })),
  };
}

function tags(speaks: Uint8Array): readonly string[] {
  return rules.languages.filter((_, at) => speaks[at] === 1);
}

const AZERI = 'sabah axşam yola çıxırıq, sənəd lazım deyil, adambaşı üç min avro';
const URDU = neutralText('ur', 400, '\n');
const DARI = 'فردا شب از ترکیه حرکت می‌کنیم، دو جای خالی مانده است';

describe('a post in two languages with the same letters', () => {
  it('is heard by its lines, and is of the language that says most', () => {
    const { clearest, speak, stretches } = hear(
      `${neutralText('tr', 400, '\n')}${AZERI}\n${neutralText('tr', 400, '\n')}`,
    );
    const inside = stretches.find(({ text }) => text.startsWith('sabah'));
    expect(clearest).toBe('tr');
    expect(speak).toContain('tr');
    expect(inside).toMatchObject({ clearest: 'az', text: expect.stringMatching(/avro$/) });
    expect(inside?.speak).toContain('az');
    expect(stretches.filter((one) => one !== inside).map((one) => one.clearest)).not.toContain('az');
  });

  it('lets the words of one mean nothing among those of the other', () => {
    const { stretches } = hear(`${URDU}${DARI}\n${URDU}`);
    const inside = stretches.find(({ clearest }) => clearest !== 'ur');
    expect(inside?.speak).toContain('fa');
    expect(inside?.speak).not.toContain('ur');
  });

  it('is heard by its sentences where it has no lines', () => {
    const { stretches } = hear(`${neutralText('tr', 400, ' ')}${AZERI}. ${neutralText('tr', 400, ' ')}`);
    expect(stretches.filter(({ clearest }) => clearest === 'az')).toHaveLength(1);
  });

  it('is cut even where nobody ends a sentence', () => {
    const endless = (language: string) => neutralText(language, 900, ' ').replace(/[.,]/g, '');
    const { stretches } = hear(`${endless('tr')}${endless('az')}`);
    expect(stretches.length).toBeGreaterThan(3);
    expect([stretches[0]?.clearest, stretches.at(-1)?.clearest]).toEqual(['tr', 'az']);
  });

  it('hears a heading with what stands below it, and an end too short for itself with what stands above', () => {
    const { stretches } = hear(
      `${neutralText('tr', 300, '\n')}Elan!\n${AZERI}. Bu gün.\n${neutralText('tr', 300, '\n')}`,
    );
    expect(stretches.find(({ clearest }) => clearest === 'az')?.text).toMatch(/^elan!.*bu gun\.$/);
  });

  it('gives a number at the beginning of a line to its line', () => {
    const { stretches } = hear(
      `${neutralText('tr', 300, '\n')}15 yaşım var, ${AZERI}\n${neutralText('tr', 300, '\n')}`,
    );
    expect(stretches.find(({ clearest }) => clearest === 'az')?.text).toMatch(/^15 /);
  });
});

describe('a post heard as a whole', () => {
  it.each([
    ['a short one in two languages', `Merhaba, nasılsın? ${AZERI}`],
    ['a long one in which nobody else says anything', neutralText('en', 120, ' ')],
    ['an empty one', ''],
  ])('%s has no stretches', (_name, post) => {
    expect(hear(post).stretches).toEqual([]);
  });

  it('forgets the stretches of the post before', () => {
    hear(`${URDU}${DARI}\n${URDU}`);
    expect(hear('We go to the market tomorrow')).toMatchObject({ clearest: 'en', stretches: [] });
  });
});

describe('a stretch that its post leads as well', () => {
  it('adds no neighbour that does not speak in the post', () => {
    const { speak, stretches } = hear(neutralText('es', 900, '\n'));
    expect(stretches.flatMap((one) => one.speak.filter((tag) => !speak.includes(tag)))).toEqual([]);
  });

  it('leaves few words of another script to what the whole post says in it', () => {
    const english = 'write to us on whatsapp or call us, we answer every day';
    const { stretches } = hear(`${URDU}${english}\n${URDU.trim()} whatsapp viber\n${DARI}\n${URDU}`);
    const mixed = stretches.filter(({ text }) => text.includes('viber'));
    expect(mixed).toHaveLength(1);
    expect(mixed[0]?.speak).toEqual(expect.arrayContaining(['ur', 'en']));
  });
});
