import { describe, expect, it } from 'vitest';
import { type Assessment, createScorer, type TraceStep } from '../../../rules/index.ts';
import type { AssessedBatch } from '../../../workers/scoring/assess-batch.ts';
import {
  carriesBait,
  contentOf,
  corridorOf,
  countErrored,
  countSigns,
} from '../../../workers/scoring/count-contents.ts';
import { countedPosts } from '../../../workers/scoring/counted-posts.ts';
import { shippedRules } from '../rules/shipped-packs.ts';

async function counting() {
  const scorer = createScorer(await shippedRules(), { release: null });
  const assess = (text: string) => scorer.score({ text, language: 'en' });
  const of = (text: string) => {
    const assessment = assess(text);
    return countSigns([{ assessment, isBait: carriesBait(scorer, text, assessment) }]);
  };
  return { assess, of };
}

/** An assessment of nothing but these steps. */
function traced(...trace: TraceStep[]): { assessment: Assessment } {
  const rest = { score: 0, signals: [], counterSignals: [] };
  return {
    assessment: { version: 1, release: null, holds: [], lane: 'none', language: 'en', ...rest, trace },
  };
}

describe('what a post is about', () => {
  it('FAI-04 is its script and the route between countries that it names', async () => {
    const scorer = createScorer(await shippedRules(), { release: null });
    const of = (text: string) => contentOf(text, corridorOf(scorer, text, scorer.score({ text })));
    expect(of('We take you from Turkey to Italy by boat')).toEqual({ script: 'Latn', corridor: 'TR-IT' });
    expect(of('из Турции в Италию, есть места')).toEqual({ script: 'Cyrl', corridor: 'TR-IT' });
    expect(of('من تركيا الى اليونان')).toEqual({ script: 'Arab', corridor: 'TR-GR' });
    expect(of('a nice evening')).toEqual({ script: 'Latn', corridor: 'none' });
    expect(of('123 🚤')).toEqual({ script: 'Zyyy', corridor: 'none' });
  });

  it('has a sign that oversight counts where an offer calls for help, and where carriers are looked for', async () => {
    const { of } = await counting();
    const offer =
      'We take you from Turkey to Italy by boat, 5000 euro, pay on arrival, write to +90 555 000 00 00';
    const help = 'our boat is sinking, people are drowning, please help us';
    expect(of(offer)).toEqual([]);
    expect(of(help)).toEqual([]);
    const one = { language: 'en', count: 1 };
    expect(of(`${offer}. ${help}`)).toEqual([{ sign: 'offer-and-distress', ...one }]);
    const drivers =
      'Drivers wanted to carry passengers over the border from Serbia to Austria, 1000 euro per head';
    expect(of(`${drivers}, write to +90 555 000 00 00`)).toEqual([{ sign: 'hires-carriers', ...one }]);
    expect(of('Drivers wanted, licence C, contract')).toEqual([]);
  });

  it.each([
    [
      'a call that is passed on',
      'Boat in distress with 60 people, the engine is broken, please help, call +39 06 0000 0000',
    ],
    ['a family', 'My brother is held in Kufra, they torture him. Half now half there.'],
  ])('has no sign of an offer where %s names parts of one, and too few for review', async (_, text) => {
    const { assess, of } = await counting();
    const { lane, trace } = assess(text);
    expect(lane).toBe('protect');
    expect(trace.map(({ step }) => step)).toContain('offer-and-distress');
    expect(of(text)).toEqual([]);
  });

  it('has no sign where somebody of the public reports it: who quotes an offer baits nobody', () => {
    const signs = [{ sign: 'offer-and-distress', language: 'en', count: 1 }] as const;
    const batch = { signs, alike: [], errored: [], release: null } as unknown as AssessedBatch;
    const of = { sourceId: 'forum', platform: 'forum' };
    const [now, counted] = [
      new Date(0),
      (isCompared: boolean) => countedPosts(batch, { ...of, isCompared }, now),
    ];
    expect(counted(true).signs).toEqual(signs);
    expect(counted(false).signs).toEqual([]);
  });
});

describe('rules that cannot be run', () => {
  const failed = (rule: string, error: string): TraceStep => ({ step: 'errored', rule, error });

  it('are counted by posts, however many of their languages failed in one', () => {
    const one = traced(
      failed('en.a.b', 'RangeError'),
      failed('en.a.b', 'RangeError'),
      failed('en.a.b', 'TypeError'),
    );
    const other = traced(failed('en.a.b', 'RangeError'), failed('en.c.d', 'TypeError'));
    expect(countErrored([one, other])).toEqual([
      { rule: 'en.a.b', error: 'RangeError', posts: 2 },
      { rule: 'en.c.d', error: 'TypeError', posts: 1 },
    ]);
  });
});
