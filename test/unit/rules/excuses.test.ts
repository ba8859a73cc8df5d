import { describe, expect, it } from 'vitest';
import { linesAround, linesOf } from '../../../rules/text/line-end.ts';
import { cpuMicroseconds } from '../../bench/cpu-time.ts';
import { slowness } from '../../support/machine-speed.ts';
import { shippedPacks, shippedScorer } from './shipped-packs.ts';

const packs = shippedPacks();
const scorer = await shippedScorer();
const laneOf = (text: string) => scorer.score({ text }).lane;
const calls = packs.flatMap(({ cases }) => cases.filter(({ lane }) => lane === 'protect'));
const NEWS = 'Reuters reports, the spokesman told the newspaper: the boat is sinking off the coast.';
const CALL = 'My cousin is in it. The boat is sinking near Lampedusa, forty people';

describe('what excuses a call for help', () => {
  const laughs = ['😂', '🤣', '😹', '😂\ufe0f', 'haha', 'lol', 'hahaha', 'ههههه', 'kkkkk', 'lmao'];
  const pairs = laughs.flatMap((one) => laughs.map((other) => `${one} ${other}`));
  it.each([...laughs, '😂😂', '😭😂🤣', 'mdr 😂', ...pairs])(
    'PRO-07 is no laugh, in no language: %s',
    (laugh) => {
      expect(calls.length).toBeGreaterThan(60);
      const strayed = calls.filter(({ text }) => laneOf(`${text} ${laugh}`) !== 'protect');
      expect(strayed.map(({ text }) => text)).toEqual([]);
    },
  );

  it.each([
    'They hold my brother in Libya and want money, please keep my anonymity',
    'Mon frère a été interpellé. Sans nouvelles de lui depuis la traversée, partagez',
    'قاربنا توقف المحرك ومعنا أطفال، بلغوا المنظمة الدولية للهجرة',
  ])('PRO-07 is no single word, however many rules find it: %s', (text) => {
    expect(laneOf(text)).toBe('protect');
  });

  it.each([
    ['interpellé', 'interpelle\u0301'],
    ['interpellé', 'interpellés'],
    ['Reuters', 'REUTERS'],
    ['Reuters', 'Reu\u00adters'],
    ['journalist', 'journalists'],
    ['reported', 'rep\u03bfrted'],
    ['reporter', 'repoorter'],
    ['was arrested', 'arrests'],
  ])('PRO-07 is no word in two forms: %s, %s', (one, other) => {
    const call = 'The boat is sinking near Lampedusa, forty people';
    expect(laneOf(`${call} ${one}, ${other}`)).toBe('protect');
    expect(laneOf(`${call} ${other}, ${one}`)).toBe('protect');
  });

  it.each([
    'Please help, our boat is sinking, call the coast guard rofl lmao',
    'Au secours, notre bateau coule, appelez les garde-côtes mdr ptdr',
    'قاربنا يغرق ساعدونا، فيلم ههههه',
    'Socorro, o nosso barco está afundando, chamem a guarda costeira kkkkk piada',
  ])('PRO-07 is no laugh by its first letters, nor one letter over and over: %s', (text) => {
    expect(laneOf(text)).toBe('protect');
  });

  it.each(['تقرير، تقارير', 'فيلم، أفلام', 'فيلم، الأفلام', 'خبر، أخبار'])(
    'PRO-07 is no word in two numbers in Arabic: %s',
    (words) => {
      expect(laneOf(`قاربنا يغرق ساعدونا، ${words}`)).toBe('protect');
    },
  );

  it('are two words of play where neither is a laugh, one sign long as they may be', () => {
    expect(laneOf('救命，我们的船要沉了，猫，狗')).toBe('none');
  });

  it.each(['المنظّمة', 'المنظـمة', 'والمنظمة', 'المنظمة الدولية للهجرة'])(
    'PRO-07 is no word in two forms in Arabic: %s',
    (other) => {
      const call = 'قاربنا توقف المحرك ومعنا أطفال، بلغوا';
      expect(laneOf(`${call} المنظمة، ${other}`)).toBe('protect');
      expect(laneOf(`${call} ${other}، المنظمة`)).toBe('protect');
    },
  );

  it.each([
    'Our boat is sinking near Lampedusa, forty people on board, please call Alarm Phone and the Red Cross',
    'The boat is sinking, we called Alarm Phone, we called the UNHCR, nobody comes, help us',
    'Our boat is sinking near Lampedusa. Call the coast guard, call Alarm Phone, call the Red Cross',
    'Notre bateau coule, 40 personnes, appelez Alarm Phone, appelez la Croix-Rouge, vite',
    'Nuestra patera se hunde, hay niños, avisen a la Cruz Roja y a Caminando Fronteras, ONG ayuda',
    'قاربنا توقف المحرك ومعنا أطفال اتصلوا بالهلال الأحمر والصليب الأحمر',
  ])('PRO-07 is no name of an aid group, however many are called: %s', (text) => {
    expect(laneOf(text)).toBe('protect');
  });

  it.each([
    'My sister was kidnapped in Libya, they ask ransom. Journalists and NGOs please share',
    'No news of my brother since he left on the boat. The police arrested people on the beach that night, a court in Greece sentenced them. Please tell me if you saw him',
    'My brother is held in Libya, they torture him and want money. I wrote to the Red Cross, to the UNHCR, nobody answers',
  ])('PRO-07 is no report where it is said of the own kin: %s', (text) => {
    expect(laneOf(text)).toBe('protect');
  });

  it('are told, wherever they stand', () => {
    const news = 'The boat is sinking near Lampedusa, Reuters reported, a journalist wrote';
    const text = `${'Reuters reported.\n'.repeat(9)}${news}`;
    const { trace, counterSignals } = scorer.score({ text });
    expect(trace).toContainEqual({
      step: 'protection-excused',
      rule: 'shared.distress.boat',
      by: 'news',
    });
    const there = counterSignals.filter(({ start }) => start >= text.length - news.length);
    expect(there.map(({ category }) => category)).toEqual(['news', 'news', 'news']);
  });

  it('are two different words of its own kind, such as news', () => {
    expect(laneOf(NEWS)).toBe('none');
    expect(scorer.score({ text: NEWS }).trace.map(({ step }) => step)).toContain('protection-excused');
  });

  it.each(['\n', '\v', '\f', '\r', '\r\n', '\u0085', '\u2028', '\u2029'])(
    'ends with its paragraph, whatever ends that: %j',
    (end) => {
      expect(laneOf(`${NEWS}${end}${CALL}`)).toBe('protect');
    },
  );

  it('ends with its paragraph, however often the same is said there', () => {
    for (const times of [2, 9, 300]) {
      expect(laneOf(`${NEWS.repeat(times)}\n${CALL}`), String(times)).toBe('protect');
      expect(laneOf(`${`${NEWS}\n`.repeat(times)}${CALL}`), String(times)).toBe('protect');
    }
  });

  it('is looked for in time that grows with the length of a post', () => {
    for (const text of [
      NEWS.repeat(4_000),
      `${'Reuters, '.repeat(16_000)}the boat is sinking. The boat is sinking.`,
      `${NEWS}\n`.repeat(4_000),
      'the boat is sinking\n'.repeat(16_000),
    ]) {
      // Microseconds. A generous bound: a quadratic step would take minutes.
      expect(cpuMicroseconds(() => scorer.score({ text }))).toBeLessThan(5_000_000 * slowness());
    }
  }, 60_000);
});

describe('an offer below quoted copies of itself', () => {
  const offer =
    'We take you from Turkey to Italy by sailing boat, 5000 euro per person, pay on arrival, next trip Friday, inbox me @example_handle';

  it('is found, however many there are, and told by few signals', () => {
    for (const times of [1, 8, 300]) {
      const text = `${`"${offer}"\n`.repeat(times)}${offer}`;
      const { lane, score, signals, trace } = scorer.score({ text });
      expect({ lane, score }).toEqual({
        lane: 'review',
        score: scorer.score({ text: offer }).score,
      });
      for (const step of trace) {
        if (step.step !== 'counted' || step.weight < 0) continue;
        const own = signals.filter(({ rule }) => rule === step.rule);
        expect(own.length).toBeLessThanOrEqual(8);
        expect(
          own.some(({ weight }) => weight > 0),
          step.rule,
        ).toBe(true);
      }
    }
  });
});

describe('lines of a post', () => {
  it('are apart at every sign that ends one', () => {
    const post = 'a\nb\rc\u2028d\u2029\r\n';
    expect(linesOf(post).map(({ start, end }) => post.slice(start, end))).toEqual([
      'a',
      'b',
      'c',
      'd',
      '',
      '',
      '',
    ]);
  });

  it('around a span are those that it begins and ends in', () => {
    const lines = linesOf('one\ntwo\nthree');
    expect(linesAround(lines, { start: 0, end: 3 })).toEqual({
      start: 0,
      end: 3,
    });
    expect(linesAround(lines, { start: 4, end: 5 })).toEqual({
      start: 4,
      end: 7,
    });
    expect(linesAround(lines, { start: 6, end: 9 })).toEqual({
      start: 4,
      end: 13,
    });
    expect(linesAround(linesOf(''), { start: 0, end: 0 })).toEqual({
      start: 0,
      end: 0,
    });
  });
});
