import { describe, expect, it } from 'vitest';
import { listedTerms } from '../../../rules/lint/listed-terms.ts';
import { shippedParsed } from './shipped-packs.ts';

/** Common in the languages of the packs, as they are written there; letters small. */
const GIVEN_NAMES = words(`
  fatima fátima fatma fatemeh fatoumata aisha aicha ayesha khadija hatice maryam mariam meryem maria maría mary zahra zehra zainab zeynep
  amina aminata sofia leila layla leyla yasmin nadia rania sara sarah hajar halima irina olga natalia tatiana oksana svetlana ludmila galina
  lourdes loreto dolores mercedes guadalupe aparecida altagrasya carmen santiago juan carlos luis pedro pablo antonio francisco mateo lucas
  marco paolo giovanni giuseppe mohamed mohammed muhammad mehmet ahmad ahmed ahmet mahmoud hamid ali hassan hasan hussein huseyin omar othman
  uthman khalid ibrahim ismail yusuf yousef joseph daud suleiman yahya idris younes bilal hamza salim saleem rahim rashid jamal kamal najib
  nasser amin ameen faisal farid farhan habib karim kareem malik mansour marwan mustafa munir nadir omid qasim reza rostam sami samir tariq
  walid yasir yassin azad rojin rojda berivan jiyan raj ravi singh khan hussain iqbal rani priya tesfaye abebe haile selam dawit yonas samuel
  daniel jean pierre paul jacques michel louis nicolas bruno john james peter mark matthew thomas andrew simon philip george
  rama berisha kurti nguyen siti budi dewi putri
  محمد احمد علی حسن حسین فاطمه زینب مریم عایشه خدیجه عثمان ابراهیم یوسف امین کریم مهدی سعید کمال خالد طارق یاسر رضا اکبر عباس حیدر لیلا سارا سالم
  أحمد علي حسين فاطمة زينب مريم عائشة خديجة إبراهيم يوسف أمين امين كريم مهدي سعيد كمال ياسر
  мария иван анна фатима пётр павел роман владимир ольга светлана світлана
  मोहम्मद फातिमा राम सीता মোহাম্মদ ফাতেমা ফাতিমা ሚካኤል ገብርኤል ዮሴፍ ፋጡማ முகமது பாத்திமா සුනිල් ෆාතිමා μαρία ελένη φατίμα
`);

/** What else such a name is in a language: a word of its own that a list needs. */
const WORDS_LIKE_NAMES: Readonly<Record<string, readonly string[]>> = {
  // A thousand, as one says it in Chile, and in Hindi.
  es: ['lucas'],
  'hi-Latn': ['hajar'],
  // How old somebody is, behind the number.
  ...{ fa: ['سالم'], prs: ['سالم'] },
  // Released, of money and of people.
  'fa-Latn': ['azad'],
  // A paper, and a seat.
  ...{ so: ['siti'], sw: ['siti'] },
  // A father, and a garment that is sold.
  'ur-Latn': ['walid', 'kurti'],
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

describe('terms', () => {
  // "Ask Fatima" had spoken of a pilgrimage, and "Amin" of somebody whom one can trust.
  it('FAI-05 are no given names: who is called so is nobody by it', () => {
    const names = shippedParsed()
      .located.flatMap(listedTerms)
      .filter(({ term }) => GIVEN_NAMES.has(term.replace(/\*$/, '').toLowerCase()))
      .filter(({ term, language }) => WORDS_LIKE_NAMES[language]?.includes(term) !== true)
      .map(({ term, file, list }) => `${file} ${list}: ${term}`);
    expect(names).toEqual([]);
  });
});
