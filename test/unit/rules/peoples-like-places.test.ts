import { describe, expect, it } from 'vitest';
import { shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();

function verdict(text: string, who: string): string {
  const { lane, score } = scorer.score({ text: text.replace('{who}', who) });
  return `${lane} ${score}`;
}

describe('a people that is called as a place elsewhere', () => {
  it.each([
    ['A {who} family arrived in Berlin', 'Xqvzyu', ['Roma', 'Romani']],
    ['The {who} from Romania went to Berlin', 'Xqvzyu', ['Roma', 'Turks']],
    ['Eine {who} Familie ist in Berlin angekommen', 'Xqvzyu', ['Roma']],
    ['Un {who} est arrivé à Berlin avec sa famille', 'Xqvzyu', ['Syrien', 'Algérien', 'Libyen', 'Géorgien']],
    ['Une famille {who} est arrivée à Berlin', 'xqvzyu', ['rom']],
    ['Una famiglia {who} è arrivata a Berlino', 'xqvzyu', ['rom', 'pakistana']],
    ['وصل شاب {who} إلى برلين مع أهله', 'ژظژظغ', ['ليبي']],
  ])('FAI-05 is no end of a way: %s', (text, unknown, peoples) => {
    const expected = verdict(text, unknown);
    expect(peoples.map((who) => `${who}: ${verdict(text, who)}`)).toEqual(
      peoples.map((who) => `${who}: ${expected}`),
    );
  });

  it('is a place where the language of the place speaks', () => {
    const way = 'Partiamo da Roma per Berlino ogni settimana, portiamo quattro persone';
    const found = scorer.score({ text: way }).signals.filter(({ category }) => category === 'route');
    expect(found.some(({ start, end }) => way.slice(start, end).includes('Roma'))).toBe(true);
  });
});
