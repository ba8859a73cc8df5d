import type { CitedSpan } from '../../../queue/contracts/index.ts';

/**
 * The sentences of a post as spans of its text, without the white space around them: what a reviewer cites. Line ends
 * part sentences too, as adverts seldom have full stops.
 */
export function sentencesOf(text: string, language: string): CitedSpan[] {
  const segmenter = new Intl.Segmenter(isTag(language) ? language : 'und', { granularity: 'sentence' });
  const spans: CitedSpan[] = [];
  for (const { segment, index } of segmenter.segment(text)) {
    let start = index;
    for (const line of segment.split('\n')) {
      const words = line.trim();
      if (words !== '') spans.push(spanOf(start + line.indexOf(words), words));
      start += line.length + 1;
    }
  }
  return spans;
}

function spanOf(start: number, words: string): CitedSpan {
  return { start, end: start + words.length };
}

function isTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}
