import { useState } from 'preact/hooks';
import type { RegisteredRule, RulesView } from '../../wire-oversight.ts';
import { Awaited } from '../components/awaited.tsx';
import { Code, Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RuleEntry } from '../components/rule-entry.tsx';
import { TextField } from '../components/text-field.tsx';
import { markedLanguage, uncheckedNote } from '../state/checked.ts';
import { dateTime, day, languageName, number, sentenceList } from '../state/format.ts';
import { oversightApi } from '../state/oversight-api.ts';
import { ot } from '../state/oversight-words.ts';
import { useRemote } from '../state/use-remote.ts';

/** So many rules are shown at once; there are a thousand, and a search finds the rest. */
const SHOWN = 50;

/** The registry of the rules in force: what each is for and does, its tests, its changes; words counted. */
export function RulesPage() {
  const remote = useRemote('rules', oversightApi.rules);
  const { value } = remote;
  return (
    <>
      <PageHeading title={ot('rules.title')}>
        <p class="lead">{ot('rules.lead')}</p>
      </PageHeading>
      <Awaited {...remote} />
      {value !== null && <Release view={value} />}
      {value !== null && <Rules rules={value.rules} holds={value.holds} />}
      {value !== null && <Vocabulary view={value} />}
    </>
  );
}

function Release({ view }: { view: RulesView }) {
  const { release, createdOn, approvedBy, digest, gate, withheld, inForce, changes } = view;
  return (
    <section class="card">
      <Facts
        facts={[
          [
            ot('rules.release'),
            release === null ? ot('record.release.none') : <Code key="release">{release}</Code>,
          ],
          [ot('rules.created'), createdOn === null ? '–' : day(createdOn)],
          [ot('rules.approved'), approvedBy.length === 0 ? '–' : sentenceList(approvedBy)],
          [
            ot('rules.gate'),
            ot('rules.gate.of', {
              threshold: number(gate.threshold),
              plain: number(gate.plainThreshold),
              terse: number(gate.terseThreshold),
              disputed: number(gate.disputedThreshold),
              protection: number(gate.protectionThreshold),
              kinds: number(gate.kinds),
            }),
          ],
          [ot('rules.withheld'), number(withheld)],
          [ot('rules.digest'), <Code key="digest">{digest}</Code>],
        ]}
      />
      {inForce.length > 0 && (
        <>
          <h2>{ot('rules.in-force')}</h2>
          <ul class="gaps">
            {inForce.map((one) => (
              <li key={one.since}>
                {ot('rules.in-force.of', {
                  release: one.release ?? ot('rules.in-force.unsigned', { digest: one.digest.slice(0, 16) }),
                  time: dateTime(one.since),
                })}
                {one.approvedBy.length > 0 &&
                  ` ${ot('rules.in-force.approved', { names: sentenceList(one.approvedBy) })}`}
                {one.returned !== null && ` ${ot(`rules.in-force.returned.${one.returned}`)}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {changes.length === 0 ? (
        <p class="hint">{ot('rules.changes.none')}</p>
      ) : (
        <details>
          <summary>{ot('rules.changes', { count: number(changes.length) })}</summary>
          <ul class="gaps">
            {changes.map(({ what, how, author }) => (
              <li key={what}>{ot('rules.change', { what, how: ot(`how.${how}`), author })}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Rules({ rules, holds }: { rules: readonly RegisteredRule[]; holds: readonly string[] }) {
  const [wanted, setWanted] = useState('');
  const found = rules.filter((rule) => fits(rule, wanted.trim().toLowerCase()));
  return (
    <section class="list-section" aria-labelledby="rules-list">
      <div class="list-head">
        <h2 id="rules-list" aria-live="polite">
          {ot('rules.list', { count: number(found.length) })}
        </h2>
        <TextField
          label={ot('rules.find')}
          hint={ot('rules.find.hint')}
          value={wanted}
          onInput={setWanted}
          input={{ dir: 'auto', autocomplete: 'off', spellcheck: false, maxlength: 100 }}
        />
      </div>
      {found.length === 0 && <Notice kind="empty" title={ot('rules.none')} />}
      {found.slice(0, SHOWN).map((rule) => (
        <RuleEntry key={rule.id} rule={rule} isHeld={holds.includes(rule.id)} />
      ))}
      {found.length > SHOWN && <p class="hint">{ot('rules.first', { count: number(SHOWN) })}</p>}
    </section>
  );
}

function fits({ id, title, purpose, languages }: RegisteredRule, wanted: string): boolean {
  if (wanted === '') return true;
  const names = languages === 'all' ? [] : languages.flatMap((tag) => [tag, languageName(tag)]);
  return [id, title, ...Object.values(purpose), ...names].some((text) => text.toLowerCase().includes(wanted));
}

function Vocabulary({ view }: { view: RulesView }) {
  return (
    <details class="list-section card">
      <summary>{ot('rules.vocabulary')}</summary>
      <p class="hint">{uncheckedNote()}</p>
      <table class="figures">
        <tbody>
          {view.vocabulary.map(({ language, withheld }) => (
            <tr key={language}>
              <th scope="row">{markedLanguage(language)}</th>
              <td>{number(withheld)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
