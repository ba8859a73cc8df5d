import { describe, expect, it } from 'vitest';
import { shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();
const ARABIC = 'نوصلك من ليبيا الى ايطاليا بقارب السعر 3000 يورو الدفع عند الوصول تواصل واتساب';
const PERSIAN = 'شما را از ترکیه به یونان با قایق می‌بریم قیمت ۲۰۰۰ یورو';
const ROMANISED = 'Hum aapko Italy tak boat se le jayenge, paisa pahunchne ke baad';
const BULGARIAN =
  'Предлагаме превоз с кораб от Турция до Италия, 5000 евро на човек, плащане при пристигане, @example_handle';
const SERBIAN = 'Vozimo vas iz Subotice preko granice u Mađarsku, cena 1500 evra, kombi, javite se na Viber';
const UZBEK = 'Сизларни Тошкентдан Туркияга олиб борамиз, нархи 1500 доллар';
const JAPANESE = '日本語で書いています。ビザの手続きをします。';

describe('the language of a post', () => {
  it.each<readonly [what: string, text: string, language: string | undefined, expected: string]>([
    ['an Arabic offer on a page whose template is English', ARABIC, 'en', 'ar'],
    ['a neighbour in the same letters', ARABIC, 'ckb', 'ar'],
    ['an English sentence of an Arabic source', 'We take you to Italy by dinghy, 5000 euro', 'ar', 'en'],
    ['one Arabic word on an English page', 'غرق', 'en', 'ar'],
    ['a variety that is counted with what is heard', ARABIC, 'apc', 'apc'],
    ['another one, which Unicode counts to a larger language', PERSIAN, 'prs', 'prs'],
    ['a neighbour that shares nearly all words', ROMANISED, 'hi', 'hi-Latn'],
    ['the same language in other letters', ROMANISED, 'ur', 'ur-Latn'],
    ['a language without words of its own, whose neighbour is heard', BULGARIAN, 'bg', 'bg'],
    ['another one', 'Превозимо људе из Србије у Италију, цена добра', 'sr', 'sr'],
    ['one in Latin letters', 'Prevozimo ljude iz Srbije u Italiju, cijena dobra', 'hr', 'hr'],
    ['one of two scripts, in that which is less likely', SERBIAN, 'sr', 'sr'],
    ['one of two scripts, with its region', SERBIAN, 'sr-RS', 'sr'],
    ['one of two scripts, in that which its tag names', SERBIAN, 'sr-Latn', 'sr'],
    ['another one of two scripts', 'Превозимо људе из Босне у Италију, цијена добра', 'bs', 'bs'],
    ['another one, in older letters', UZBEK, 'uz', 'uz'],
    ['one in letters that only its tag knows of', SERBIAN, 'mk-Latn', 'mk'],
    ['plain Russian on such a page', 'Отвезём вас в Италию на лодке, цена 5000 евро', 'uz', 'ru'],
    ['one of three scripts, one of them that of Chinese', JAPANESE, 'ja', 'ja'],
    ['one near to English', 'We gaan met de boot naar Engeland, in de nacht', 'nl', 'nl'],
    ['another one near to English', 'Vi tar er med båt till England i natt, bra pris', 'sv', 'sv'],
    ['plain English on a page of such a language', 'We take you to Italy by dinghy, 5000 euro', 'nl', 'en'],
    ['plain Arabic on a page of such a language', ARABIC, 'nl', 'ar'],
    ['one word that fits, and nothing stated', 'გემი 🚤 5000€ taxi', undefined, 'ka'],
    ['one word that fits, on an English page', 'გემი 🚤 5000€ taxi', 'en', 'ka'],
    ['one word that fits, in other letters than the rest', 'Привет taxi', 'en', 'ru'],
    ['letters alone, behind many blanks', `${' '.repeat(500)}ذوق`, undefined, 'ar'],
    ['letters alone, in the shapes of presentation', 'ﻗﻄ ﺿﺨﻢ', undefined, 'ar'],
    ['letters alone, behind what nobody sees', `${'\u200b'.repeat(500)}щщщ`, undefined, 'ru'],
    ['nothing heard, and nothing stated', 'xyzzy plugh', undefined, 'und'],
    ['nothing heard', 'xyzzy plugh', 'pt-BR', 'pt'],
    ['an old code of Hebrew', 'שלום לכולם', 'iw', 'he'],
    ['an old code of Indonesian', 'xyzzy plugh', 'in', 'id'],
    ['three letters for two', 'xyzzy plugh', 'ara', 'ar'],
    ['an underscore', '12 🚤', 'zh_TW', 'zh'],
    ...['zxx', 'mul', 'mis', 'art', 'und', 'qme', 'qht', 'english', ''].map(
      (tag) => [`no language ("${tag}")`, 'xyzzy plugh', tag, 'und'] as const,
    ),
  ])('%s', (_what, text, language, expected) => {
    expect(scorer.score({ text, language }).language).toBe(expected);
  });

  it.each(['whatsapp', 'telegram', 'dm', 'vip', 'inbox', 'taxi', 'hotel', 'euro', 'signal', 'info'])(
    'anybody may read signs with the one word "%s": whose word it is would be chance',
    (word) => {
      const advert = `🇹🇷➡️🇬🇷 🚤 5000€ ✅ ${word} +90 555 000 0000`;
      expect(scorer.score({ text: advert })).toMatchObject({
        lane: 'review',
        language: 'und',
      });
    },
  );
});
