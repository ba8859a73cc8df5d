import { describe, expect, it } from 'vitest';
import { shippedPacks, shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();
const packs = shippedPacks();
const laneOf = (text: string) => scorer.score({ text }).lane;
const languages = [...new Set(packs.flatMap(({ language, words }) => (words ? [language] : [])))];
/** A language that joins another is heard as that one. */
const homeOf = (language: string) =>
  packs.find((pack) => pack.language === language && pack.joins)?.joins ?? language;

/** Single words of a concept in a language, as they are listed. */
const wordsOf = (language: string, concept: string) =>
  packs
    .filter((pack) => pack.language === language)
    .flatMap(({ words }) => words?.[concept] ?? [])
    .filter((word) => /^[\p{L}\p{M}]+$/u.test(word));

/** A call for help in a language, with two words of play behind it that excuse it. */
function excusedCall(language: string): { call: string; play: readonly [string, string] } | undefined {
  const calls = packs
    .filter((pack) => pack.language === language)
    .flatMap(({ examples }) => examples?.['shared.distress.boat']?.match ?? []);
  const play = [...wordsOf(language, 'fiction').slice(0, 12), ...wordsOf(language, 'joke').slice(0, 12)];
  for (const call of calls)
    for (const one of play)
      for (const other of play)
        if (one !== other && laneOf(`${call} ${one}, ${other}`) === 'none')
          return { call, play: [one, other] };
  return undefined;
}

describe('a call for help that denies being a film or a joke', () => {
  it.each([
    'Help, our boat is sinking, this is not a film, not a movie, it is real',
    'I am 16 and alone in Dunkirk, this is not a film, not a movie',
    'They hold us and want ransom, please help, it is not a movie or a film',
    'My brother is missing since Tuesday, this is not a film, not a movie',
    'Hilfe, unser Boot sinkt, das ist kein Film, kein Witz',
    'Au secours notre bateau coule, ce n’est pas un film, ce n’est pas une blague',
    'Ayuda, nuestro bote se hunde, esto no es una película, no es una broma',
    'Aiuto, la nostra barca affonda, non è un film, non è uno scherzo',
    'Socorro, nosso barco está afundando, não é filme, não é piada',
    'Ajutor, barca noastră se scufundă, nu e glumă, nu e film',
    'Pomocy, nasza łódź tonie, to nie żart, to nie film',
    'Помогите, наша лодка тонет, это не шутка, это не фильм',
    'Допоможіть, наш човен тоне, це не жарт, це не фільм',
    'Βοήθεια, η βάρκα μας βυθίζεται, δεν είναι αστείο, δεν είναι ταινία',
    'Yardım edin botumuz batıyor, bu film değil, şaka değil',
    'قاربنا يغرق ساعدونا هذا ليس فيلم وليس مزحة',
    'قایق ما داره غرق میشه کمک کنید، این فیلم نیست، شوخی نیست',
    'बचाओ, हमारी नाव डूब रही है, यह मज़ाक नहीं है, यह फिल्म नहीं है',
    'আমাদের নৌকা ডুবে যাচ্ছে, বাঁচান, এটা মজা না, সিনেমা না',
    'የእኛ ጀልባ እየሰመጠ ነው እርዱን ይህ ፊልም አይደለም ቀልድ አይደለም',
    '救命，我们的船要沉了，这不是开玩笑，不是电影',
  ])('PRO-07 is excused by neither: %s', (text) => {
    expect(laneOf(text)).toBe('protect');
  });

  it('PRO-07 is excused by neither, in every language that lists words of play', () => {
    const tried: string[] = [];
    const strayed: string[] = [];
    for (const language of languages) {
      const [denial] = [...wordsOf(language, 'denies'), ...wordsOf(homeOf(language), 'denies')];
      expect(denial, language).toBeDefined();
      const excused = excusedCall(language);
      if (excused === undefined) continue;
      tried.push(language);
      const { call, play } = excused;
      for (const text of [
        `${call} ${play.map((word) => `${denial} ${word}`).join(', ')}`,
        `${call} ${play.map((word) => `${word} ${denial}`).join(', ')}`,
      ])
        if (laneOf(text) !== 'protect') strayed.push(`${language}: ${text}`);
    }
    expect(strayed).toEqual([]);
    expect(tried.length).toBeGreaterThan(30);
  });

  it.each([
    'New film: the boat is sinking, season two, last episode',
    'We do not swim. The film: our boat is sinking, the last episode of the series',
    'It is not often that a new series is so long and so good as this one with its film: our boat is sinking, last episode',
  ])('denies it near by and in the same clause: %s', (text) => {
    expect(laneOf(text)).toBe('none');
  });
});
