import type { Finding } from '../post/explain.ts';
import { type Segment, splitSpans } from '../post/split-spans.ts';
import { hiddenLabel, type TextRun, visibleRuns } from '../post/visible-text.ts';
import { usePostFonts } from '../state/post-fonts.ts';

/** So many codes are elements with a frame of their own; a post of thousands shows the rest as plain codes. */
const MAX_HIDDEN = 400;

/**
 * A post's text as plain text nodes, isolated from the page in direction, with hidden characters shown as codes. Links
 * stay text. `findings` marks the words that the rules found; marks overlap freely.
 */
export function PostText(props: {
  text: string;
  language: string;
  findings: readonly Finding[];
  active: number | null;
}) {
  const { text, language, findings, active } = props;
  usePostFonts(text);
  const spans = findings.flatMap((finding) => finding.spans.map((span) => ({ finding, span })));
  const segments = splitSpans(
    text,
    spans.map(({ span }) => span),
  );
  let hiddenLeft = MAX_HIDDEN;
  const runsOf = (segment: Segment) => {
    const end = segment.start + segment.text.length;
    const before = [...text.slice(Math.max(0, segment.start - 2), segment.start)].at(-1);
    const [after] = text.slice(end, end + 2);
    const runs = visibleRuns(segment.text, { before, after, maxHidden: hiddenLeft });
    hiddenLeft -= runs.filter((run) => run.kind === 'hidden').length;
    return runs;
  };
  return (
    <bdi class="post-text" dir="auto" {...(language !== 'und' && { lang: language })}>
      {segments.map((segment) => {
        const runs = runsOf(segment);
        const covers = segment.covers.flatMap((index) => spans[index] ?? []);
        if (covers.length === 0) return <Runs key={segment.start} runs={runs} />;
        // The number stands after the words, as a footnote's does: before them it would run into a price.
        const end = segment.start + segment.text.length;
        const ending = covers.filter(({ span }) => Math.min(span.end, text.length) <= end);
        return (
          <Mark
            key={segment.start}
            runs={runs}
            covering={covers.map(({ finding }) => finding)}
            ending={ending.map(({ finding }) => finding.number)}
            active={active}
          />
        );
      })}
    </bdi>
  );
}

function Mark(props: {
  runs: readonly TextRun[];
  covering: readonly Finding[];
  ending: readonly number[];
  active: number | null;
}) {
  const { runs, covering, ending, active } = props;
  const kinds = new Set(covering.map(({ kind }) => `mark-${kind}`));
  const numbers = [...new Set(covering.map(({ number }) => number))];
  const isActive = active !== null && numbers.includes(active);
  return (
    <>
      <mark
        class={`mark ${[...kinds].join(' ')}${isActive ? ' is-active' : ''}`}
        data-findings={numbers.join(' ')}
      >
        <Runs runs={runs} />
      </mark>
      {ending.map((number) => (
        <sup key={number} class="ref">
          <span class="visually-hidden"> [</span>
          {number}
          <span class="visually-hidden">] </span>
        </sup>
      ))}
    </>
  );
}

function Runs({ runs }: { runs: readonly TextRun[] }) {
  return (
    <>
      {runs.map((run, at) =>
        run.kind === 'plain' ? (
          run.text
        ) : (
          <span key={at} class="hidden-character" dir="ltr" title={run.name}>
            {hiddenLabel(run.code, run.count)}
          </span>
        ),
      )}
    </>
  );
}

export function PostTextInline({ text }: { text: string }) {
  return (
    <span class="inline-text">
      <PostText text={text} language="und" findings={[]} active={null} />
    </span>
  );
}
