import { describe, expect, it } from 'vitest';
import { shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();

/** Kind and value of what a post names. */
function found(text: string): readonly string[] {
  return scorer.entities(text).map(({ kind, value }) => `${kind}: ${value}`);
}

describe('a place on the globe', () => {
  it.each([
    '35.123456, 25.654321',
    '34.05223, -118.24368',
    '34.05223 -118.24368',
    '35.123456,25.654321',
    '(-0.123456/109.654321)',
    'the depth was 0.1234567',
  ])('is no telephone number: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['35.123456, 25.654321, 0151 2345678', 'phone: 01512345678'],
    ['write to 030.1234567 please', 'phone: 0301234567'],
    ['write to +44.2079460000 please', 'phone: +442079460000'],
    ['write to 0151 12.34567 please', 'phone: 01511234567'],
    ['write to 12.3456.7890 please', 'phone: 1234567890'],
  ])('is told from a telephone number: %s', (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });
});

describe('two numbers with a sign between', () => {
  it.each([
    'fever 39.5',
    '0.5 litre of milk',
    '34.5 km',
    '12.5 km',
    'up 12.05% and 7.11 %',
    '3.14',
    '3-4 days',
    '10-12 people',
    '50/50',
    'open 24/7',
    '13/13',
    '0/5',
    '12-3-450',
    '45.12.26',
  ])('are no date where they are something else: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['12.05', '12.05'],
    ['3.05', '3.05'],
    ['3.5. Abfahrt', '3.5'],
    ['12/5', '12/5'],
    ['5/31', '5/31'],
    ['٣/٥', '3/5'],
    ['24-12', '24-12'],
    ['05-12', '05-12'],
    ['3-05', '3-05'],
    ['5.1号', '5.1'],
    ['5.20号', '5.20'],
    ['3.5.26', '3.5.26'],
    ['5/31/2026', '5/31/2026'],
  ])('are a date where nothing else is likelier: %s', (text, value) => {
    expect(found(text)).toContain(`date: ${value}`);
  });

  it('are two dates where one leads to the other', () => {
    expect(found('3.5.-7.5.')).toEqual(['date: 3.5', 'date: 7.5']);
  });
});
