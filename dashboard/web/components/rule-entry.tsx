import { useState } from 'preact/hooks';
import type { RegisteredRule } from '../../wire-oversight.ts';
import { day, languageName, number, sentenceList } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { oversightApi } from '../state/oversight-api.ts';
import { ot, oversightNamed } from '../state/oversight-words.ts';
import { useAction } from '../state/use-action.ts';
import { Code, Facts } from './facts.tsx';
import { GlossText } from './gloss-text.tsx';
import { FailureNotice } from './notice.tsx';
import { PostTextInline } from './post-text.tsx';

/** One rule of the registry; the words it looks for are shown on request. */
export function RuleEntry({ rule, isHeld }: { rule: RegisteredRule; isHeld: boolean }) {
  return (
    <details class="card rule-entry">
      <summary>
        <strong dir="auto" lang="en">
          {rule.title}
        </strong>{' '}
        <Code>{rule.id}</Code>
      </summary>
      <Facts
        facts={[
          [ot('record.state'), isHeld ? ot('rules.held') : oversightNamed('status', rule.status)],
          [ot('rules.effect'), ot(`effect.${rule.effect}`, { weight: number(rule.weight) })],
          [ot('rules.purpose'), <GlossText key="purpose" gloss={rule.purpose} />],
          [ot('rules.benign'), <English key="benign">{rule.benign}</English>],
          ...rule.knownFalsePositives.map(
            (told) => [ot('rules.wrongly'), <English key={told}>{told}</English>] as const,
          ),
          [ot('rules.rationale'), <English key="rationale">{rule.rationale}</English>],
          [
            ot('rules.languages'),
            rule.languages === 'all'
              ? ot('rules.languages.all')
              : sentenceList(rule.languages.map(languageName)),
          ],
          [
            ot('rules.tests'),
            ot('rules.tests.of', { match: number(rule.tests.match), reject: number(rule.tests.reject) }),
          ],
          [ot('rules.reviewed'), day(rule.reviewed)],
          [ot('rules.evidence'), oversightNamed('evidence', rule.evidence)],
          [
            ot('rules.sources'),
            rule.sources.length === 0 ? '–' : <English>{rule.sources.join('; ')}</English>,
          ],
        ]}
      />
      <Terms rule={rule} />
    </details>
  );
}

function English({ children }: { children: string }) {
  return (
    <span lang="en" dir="auto">
      {children}
    </span>
  );
}

function Terms({ rule }: { rule: RegisteredRule }) {
  const [terms, setTerms] = useState<readonly string[] | null>(null);
  const { isBusy, failure, run } = useAction();
  return (
    <>
      <p>{ot('rules.terms', { count: number(rule.withheld) })}</p>
      {failure !== null && <FailureNotice failure={failure} title={t('state.failed')} />}
      {terms === null ? (
        <button
          type="button"
          class="button button-small"
          disabled={isBusy}
          onClick={() =>
            void run(
              () => oversightApi.rule(rule.id),
              (view) => setTerms(view.terms),
            )
          }
        >
          {ot('rules.terms.show')}
        </button>
      ) : (
        <ul class="rule-terms">
          {terms.map((term) => (
            <li key={term}>
              <PostTextInline text={term} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
