import type { Finding } from '../post/explain.ts';
import { splitSpans } from '../post/split-spans.ts';
import { visibleRuns } from '../post/visible-text.ts';

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
  const spans = findings.flatMap((finding) => finding.spans.map((span) => ({ finding, span })));
  const segments = splitSpans(
    text,
    spans.map(({ span }) => span),
  );
  return (
    <bdi class="post-text" dir="auto" {...(language !== 'und' && { lang: language })}>
      {segments.map((segment) => {
        const covers = segment.covers.flatMap((index) => spans[index] ?? []);
        if (covers.length === 0) return <Runs key={segment.start} text={segment.text} />;
        // The number stands after the words, as a footnote's does: before them it would run into a price.
        const end = segment.start + segment.text.length;
        const ending = covers.filter(({ span }) => Math.min(span.end, text.length) <= end);
        const kinds = new Set(covers.map(({ finding }) => `mark-${finding.kind}`));
        const isActive = covers.some(({ finding }) => finding.number === active);
        return (
          <mark
            key={segment.start}
            class={`mark ${[...kinds].join(' ')}${isActive ? ' is-active' : ''}`}
            data-findings={[...new Set(covers.map(({ finding }) => finding.number))].join(' ')}
          >
            <Runs text={segment.text} />
            {ending.map(({ finding }) => (
              <sup key={finding.number} class="ref">
                <span class="visually-hidden"> [</span>
                {finding.number}
                <span class="visually-hidden">] </span>
              </sup>
            ))}
          </mark>
        );
      })}
    </bdi>
  );
}

function Runs({ text }: { text: string }) {
  return (
    <>
      {visibleRuns(text).map((run, at) =>
        run.kind === 'plain' ? (
          run.text
        ) : (
          <span key={at} class="hidden-character" dir="ltr" title={run.name}>
            {run.count === 1 ? `U+${run.code}` : `U+${run.code} ×${run.count}`}
          </span>
        ),
      )}
    </>
  );
}
