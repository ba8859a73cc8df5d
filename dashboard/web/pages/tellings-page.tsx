import { useState } from 'preact/hooks';
import type { TellingSummary, TellingsView } from '../../wire-casework.ts';
import { Awaited } from '../components/awaited.tsx';
import { ChoiceField } from '../components/choice-field.tsx';
import { HeadRow } from '../components/head-row.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { actOf, TellingDueText, TellingStateText } from '../components/telling-state.tsx';
import { dateTime } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { tellingApi } from '../state/telling-api.ts';
import { loadTellingWords, tellingNamed, tt } from '../state/telling-words.ts';
import { useRemote } from '../state/use-remote.ts';

/** Duties to tell whoever posted, the most urgent first. */
function TellingsPage() {
  const remote = useRemote('tellings', tellingApi.list);
  const { value: view } = remote;
  return (
    <>
      <PageHeading title={tt('tellings.title')}>
        <p class="lead">{tt('tellings.lead')}</p>
      </PageHeading>
      <Awaited {...remote} />
      {view !== null && view.tellings.length === 0 && (
        <Notice kind="empty" title={tt('tellings.empty')}>
          <p>{tt('tellings.empty.text')}</p>
        </Notice>
      )}
      {view !== null && view.tellings.length > 0 && <Duties view={view} />}
    </>
  );
}

function Duties({ view }: { view: TellingsView }) {
  const [state, setState] = useState('');
  const shown = view.tellings.filter((one) => state === '' || one.state === state);
  return (
    <>
      <div class="narrow-card notice-filter">
        <ChoiceField
          label={tt('tellings.state')}
          value={state}
          none={tt('tellings.filter.all')}
          options={view.states.map((one) => [one, tellingNamed('telling.state', one)])}
          onChoose={setState}
        />
      </div>
      {shown.length === 0 ? <p class="hint">{tt('tellings.none')}</p> : <DutyTable tellings={shown} />}
    </>
  );
}

function DutyTable({ tellings }: { tellings: readonly TellingSummary[] }) {
  const heads = {
    number: tt('tellings.number'),
    act: tt('tellings.act'),
    to: tt('tellings.to'),
    case: tt('tellings.case'),
    since: tt('tellings.since'),
    state: tt('tellings.state'),
    due: tt('tellings.due'),
  };
  const label = (name: keyof typeof heads) => heads[name] + t('app.colon');
  return (
    <table class="item-list">
      <caption class="visually-hidden">{tt('tellings.list')}</caption>
      <HeadRow names={Object.values(heads)} />
      <tbody>
        {tellings.map((one) => (
          <tr key={one.number}>
            <th scope="row">
              <a href={`/tellings/${one.number}`} class="row-link">
                {tt('telling.title', { number: String(one.number) })}
              </a>
            </th>
            <td data-label={label('act')}>{actOf(one)}</td>
            <td data-label={label('to')}>
              <bdi>{one.to}</bdi>
            </td>
            <td data-label={label('case')}>
              <bdi>{one.legalReference}</bdi>
            </td>
            <td data-label={label('since')}>{dateTime(one.aroseAt)}</td>
            <td data-label={label('state')}>
              <TellingStateText telling={one} />
            </td>
            <td data-label={label('due')}>
              <TellingDueText telling={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export async function loadTellingsPage(): Promise<typeof TellingsPage> {
  await loadTellingWords();
  return TellingsPage;
}
