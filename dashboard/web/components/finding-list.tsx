import type { ComponentChildren } from 'preact';
import type { ItemView, RuleInfo } from '../../wire.ts';
import type { Finding } from '../post/explain.ts';
import { weight } from '../state/format.ts';
import { named, t } from '../state/locale.ts';
import { GlossText } from './gloss-text.tsx';
import { PostText } from './post-text.tsx';

/** What an explanation needs of a post: of an item of the desk, or of a text that somebody tries. */
export type ExplainedPost = Pick<ItemView, 'text' | 'language' | 'rules'> & {
  readonly lane: 'none' | ItemView['lane'];
  /** What else is told of what a rule found. */
  readonly more?: (rule: string) => ComponentChildren;
};

interface ListProps {
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly item: ExplainedPost;
  readonly active: number | null;
  readonly onShow: (number: number) => void;
}

/** What rules found, one card per rule under the number of its marks. */
export function FindingList({ title, findings, item, active, onShow }: ListProps) {
  return (
    <section class="findings" aria-label={title}>
      <h3>{title}</h3>
      {findings.length === 0 && <p class="hint">{t('reveal.none')}</p>}
      <ol>
        {findings.map((finding) => (
          <li
            key={finding.number}
            class={`finding finding-${finding.kind}${finding.number === active ? ' is-active' : ''}`}
          >
            <FindingCard finding={finding} item={item} onShow={onShow} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function FindingCard(props: { finding: Finding; item: ExplainedPost; onShow: (number: number) => void }) {
  const { finding, item, onShow } = props;
  const rule = item.rules[finding.rule];
  const words = quotes(finding, item.text);
  return (
    <>
      <div class="finding-head">
        <span class="ref-number">{finding.number}</span>
        <strong>{named('category', finding.category)}</strong>
        {item.lane !== 'protect' && !finding.isProtection && (
          <span class="weight">
            <span class="visually-hidden">{`${t('reveal.weight')} `}</span>
            <span dir="ltr">{weight(finding.weight)}</span>
            {!finding.isCounted && <small>{t(whyNotCounted(finding))}</small>}
          </span>
        )}
      </div>
      {words.length > 0 && (
        <p class="finding-words">
          {words.map((quote) => (
            <q key={quote}>
              <PostText text={quote} language={item.language} findings={[]} active={null} />
            </q>
          ))}
          <button type="button" class="button button-small" onClick={() => onShow(finding.number)}>
            {t('reveal.show')}
            <span class="visually-hidden">{` ${finding.number}`}</span>
          </button>
        </p>
      )}
      {rule === undefined ? <p class="hint">{t('reveal.rule.unknown')}</p> : <RuleWords rule={rule} />}
      {item.more?.(finding.rule)}
      <p class="rule-id mono">
        <bdi>{finding.rule}</bdi>
      </p>
    </>
  );
}

/** What a rule says of itself. */
export function RuleWords({ rule }: { rule: RuleInfo }) {
  return (
    <>
      <p>
        <bdi lang="en">{`${rule.title}.`}</bdi> <GlossText gloss={rule.gloss} />
      </p>
      <p class="hint">
        {t('reveal.benign') + t('app.colon')}
        <bdi lang="en">{rule.benign}</bdi>
      </p>
      {rule.evidence === 'needs-native-review' && <p class="hint">{t('reveal.native-review')}</p>}
    </>
  );
}

/** Words against an offer are also left out where no sign of an offer is near; which it was, an assessment does not say. */
function whyNotCounted({ kind, isQuoted }: Finding) {
  if (kind === 'counter') return 'reveal.weight.not-counted.counter';
  return isQuoted ? 'reveal.weight.quoted' : 'reveal.weight.not-counted';
}

/** The found words, each once, at most five; none once the text was erased. */
function quotes(finding: Finding, text: string): string[] {
  const words = finding.spans.map(({ start, end }) => text.slice(start, end));
  return [...new Set(words)].filter((quote) => quote !== '').slice(0, 5);
}
