import { describe, expect, it } from 'vitest';
import { shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();
const laneOf = (text: string) => scorer.score({ text }).lane;
const needed = (text: string) =>
  scorer
    .score({ text })
    .trace.flatMap((step) => (step.step === 'gate' && 'score' in step ? step.needed : []));

const prices = (text: string) =>
  scorer
    .score({ text })
    .signals.flatMap(({ category, start, end }) => (category === 'price' ? [text.slice(start, end)] : []));
const sums = (text: string) =>
  scorer
    .score({ text })
    .signals.flatMap(({ rule, start, end }) =>
      rule === 'shared.price.of-a-crossing' ? [text.slice(start, end)] : [],
    );

describe('whose words they are', () => {
  it('sends whoever names the one who takes people to review, and those who ask or warn about him nowhere', () => {
    const him = 'he takes people from Zuwara to Lampedusa every week';
    expect(laneOf(`Talk to uncle Example, ${him}, ask him for the price @example_handle`)).toBe('review');
    expect(laneOf(`Does anyone know uncle Example? They say ${him}, can I trust him?`)).toBe('none');
    expect(laneOf(`Do not trust uncle Example, they say ${him}. He took my money and blocked me`)).toBe(
      'none',
    );
  });

  it('takes a free seat that a traveller gives up for no offer', () => {
    const seat = 'one seat free in the car to Trieste on Saturday';
    expect(laneOf(`I am not going anymore, ${seat}, I only want my deposit back @example_handle`)).toBe(
      'none',
    );
    expect(laneOf(`We take you from Bihac: ${seat}, 900 euro, inbox @example_handle`)).toBe('review');
  });

  it('takes what a question says of seats and trips for no statement, up to the next clause', () => {
    const rules = (text: string) => scorer.score({ text }).signals.map(({ rule }) => rule);
    expect(rules('Does your boat have two places left?')).not.toContain('shared.provider.places-left');
    expect(rules('Two places left, who is ready?')).toContain('shared.provider.places-left');
    expect(rules('Any doubt? Two places left.')).toContain('shared.provider.places-left');
  });

  it('lets words that deny something cancel it where they share a word with it', () => {
    const told = (text: string) => {
      const { signals, counterSignals } = scorer.score({ text });
      return [...signals, ...counterSignals].map(({ rule }) => rule);
    };
    expect(told('scammers alert')).toContain('shared.warning.do-not-trust');
    expect(told('we are not scammers alert')).not.toContain('shared.warning.do-not-trust');
    const arrived = 'shared.guarantee.clients-arrived';
    expect(told('ya están en Houston los 12')).toContain(arrived);
    expect(told('gracias a dios ya están en Houston los 12')).not.toContain(arrived);
    // Swahili: a taxi "from the airport" shares all but one word with "the airport to", by which smugglers name one.
    expect(told('Teksi kutoka uwanja wa ndege hadi Posta')).toContain('shared.licensed-travel.airport-ride');
  });

  it('asks for more points where somebody warns, unless a provider says that he is no smuggler', () => {
    const offer = 'We take you from Turkey to Italy by dinghy, 5000 euro, all in';
    expect(needed(offer)).toEqual([8]);
    expect(needed(`They told me: ${offer}. It is a scam, do not trust them.`)).toEqual([16]);
    expect(needed(`We are not smugglers. ${offer}. Do not trust the others.`)).toEqual([10]);
  });

  it('asks for fewer points where an advert names a way and its price and nothing speaks against it', () => {
    expect(needed('Nador - Almería, 2500 €, Saturday, by zodiac')).toEqual([8]);
    expect(needed('Nador - Almería, Saturday, by zodiac')).toEqual([10]);
  });

  it('asks for fewer points where a way, an address and what is sold are named and nothing speaks against it', () => {
    expect(needed('Nador - Almería, by zodiac, guaranteed, @example_handle')).toEqual([8]);
    expect(needed('Nador - Almería, by zodiac, guaranteed')).toEqual([10]);
    // Nothing is sold: whoever looks for a lift writes so.
    expect(needed('Nador - Almería, Saturday, by zodiac, @example_handle')).toEqual([10]);
    expect(needed('Nador - Almería, Saturday, two places left, @example_handle')).toEqual([10]);
    expect(needed('Nador - Almería, Saturday, two places left, inbox @example_handle')).toEqual([8]);
    expect(needed('We take you Nador - Almería, @example_handle')).toEqual([8]);
    expect(needed('Is there any way Nador - Almería, by zodiac, guaranteed, @example_handle?')).toEqual([10]);
  });

  it('asks for fewer still of a telegram: a way over a border, its price and an address, and nothing else', () => {
    expect(needed('Minsk - Warsaw, 3000 euro, @example_handle')).toEqual([7]);
    expect(needed('Minsk - Warsaw, 3000 euro')).not.toEqual([7]);
    expect(needed('Minsk - Warsaw, 3000 euro, ferry ticket, @example_handle')).toEqual([10]);
  });

  it('takes a round number that ends its clause or stands beside a word of payment for a price, where places are named', () => {
    expect(prices('Tapachula to Texas, van and food, 4500, write me')).toEqual(['4500']);
    expect(prices('By lorry to Italy, 2,500, write me')).toEqual(['2,500']);
    expect(prices('By lorry to Italy for 1200')).toEqual(['1200']);
    expect(sums('To Italy 1200 each adult and 900 the rest')).toEqual(['1200', '900']);
    // Something is counted, or it is not round, too little, a telephone number, or nothing says where to.
    for (const other of ['4500 people', '4512', '250', '30000', '00 300 450 600', '2500 km'])
      expect(prices(`From Turkey to Italy, ${other}, tomorrow`), other).toEqual([]);
    expect(prices('Bicycle in good order, 4500, write me')).toEqual([]);
    // "Only" and "from" lead to counts and years, a new sentence is of something else, and links have numbers.
    for (const other of [
      'only 500 people crossed',
      'They had money. 550 people arrived',
      't.me/example/1500',
    ])
      expect(prices(`From Turkey to Italy, ${other}`), other).toEqual([]);
  });

  it('reads a sum too large for euro in the currency of home, where there is one and a fare is all it buys', () => {
    expect(sums('150 ribu per orang, berangkat jam 8 pagi')).toEqual([]);
    expect(sums('15 juta per orang, berangkat jam 8 pagi')).toEqual(['15 juta']);
    // Between a fare and the price of a long way nothing is known of it, and a currency that is told counts.
    expect(sums('900 ribu per orang, berangkat jam 8 pagi')).toEqual(['900 ribu']);
    expect(sums('900 ribu rupiah per orang, berangkat jam 8 pagi')).toEqual([]);
    // French is spoken where a thousand is much and where it is little.
    expect(sums('150 mille par personne, départ à 8 heures du matin')).toEqual(['150 mille']);
  });

  it('takes a way and its price for an advert where the sum is praised and nothing speaks against it', () => {
    const way = 'Annaba to Sardinia, 2500';
    expect(laneOf(`${way}, students pay less`)).toBe('review');
    expect(laneOf(way)).toBe('none');
    expect(laneOf(`${way}, students pay less, ferry ticket`)).toBe('none');
    expect(laneOf('Best price package Annaba to Sardinia')).toBe('none');
  });

  it('takes a way with two kinds more, or papers with one, for an advert while nothing speaks against it', () => {
    const way = 'Edirne - Sofia - Vienna, only by night, a lorry, short walk on foot';
    expect(laneOf(way)).toBe('review');
    expect(laneOf(`${way}, we paid 4000 each`)).toBe('none');
    const papers = 'Look-alike passport, the flight from Athens to Berlin';
    expect(laneOf(papers)).toBe('review');
    expect(laneOf(`${papers}, police said`)).toBe('none');
  });

  it('takes what shops, drivers and schools write for what it says', () => {
    for (const text of [
      'We are not scammers, DM us to order your shoes.',
      'Gold rings from Dubai, 300 dollars, DM us.',
      'Drivers with EU licence, Rotterdam to Milan, apply on WhatsApp.',
      'До того как ехать в Германию, выучите язык: курс 300 евро, пишите в личку',
      'الدفع كاش، ساعات من سويسرا، 300 دولار، راسلونا خاص',
    ])
      expect(laneOf(text), text).not.toBe('review');
  });

  it('takes papers without an interview for no ordinary visa', () => {
    const rules = (text: string) => scorer.score({ text }).counterSignals.map(({ rule }) => rule);
    expect(rules('Student visa application')).toContain('shared.licensed-travel.study-visa');
    expect(rules('Student visa application, no interview')).not.toContain(
      'shared.licensed-travel.study-visa',
    );
  });

  it('takes a promise to put somebody in touch for an address', () => {
    const rules = (text: string) => scorer.score({ text }).signals.map(({ rule }) => rule);
    expect(rules('He takes people to Graz, I can put you in touch')).toContain('shared.contact.asked');
  });

  it('takes an ordinary trip that is told in detail for one', () => {
    expect(
      laneOf('Four days of pilgrimage by coach, hotel included, 210 euro per person, kids half price'),
    ).toBe('none');
    expect(
      laneOf('Airport taxi Malpensa to Lugano, 110 euro, driver waits with your name wa.me/00000000'),
    ).toBe('none');
  });

  it('hears what a long post says of other things only near the offer, and a warning from anywhere', () => {
    const counted = (text: string) =>
      scorer.score({ text }).trace.flatMap((step) => (step.step === 'counted' ? [step.rule] : []));
    const chat = 'The choir meets on Tuesday. Free legal advice is on Friday in the hall. '.repeat(2);
    const filler = 'The red bicycle is in the yard again. '.repeat(5);
    const offer = 'My people take you from Bihac to Graz at night, 1600 each, inbox @example_handle.';
    expect(laneOf(`${chat}${filler}${offer}`)).toBe('review');
    expect(counted(`${chat}${filler}${offer}`)).not.toContain('shared.aid.help');
    expect(counted(`${offer} ${chat}`)).toContain('shared.aid.help');
    expect(counted(`${offer} ${filler}Do not trust them, it is a scam.`)).toContain(
      'shared.warning.do-not-trust',
    );
  });

  it('takes a place beside the terms of payment for the end of a way, in the same sentence', () => {
    const rules = (text: string) => scorer.score({ text }).signals.map(({ rule }) => rule);
    expect(rules('You pay on arrival, a photo, Milan.')).toContain('shared.route.named-by-a-provider');
    expect(rules('You pay on arrival. Milan was cold.')).not.toContain('shared.route.named-by-a-provider');
  });

  it('joins two ends that both say what they are, whatever stands between', () => {
    const rules = (text: string) => scorer.score({ text }).signals.map(({ rule }) => rule);
    const told = 'from Szeged we take you in a clean white car tonight to Munich';
    expect(rules(told)).toContain('shared.route.across-a-border');
    expect(rules('Szeged has a clean white hall for us all now, Munich')).not.toContain(
      'shared.route.across-a-border',
    );
  });
});
