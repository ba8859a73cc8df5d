import { useState } from 'preact/hooks';
import type { CaseSummary, CasesView } from '../../wire-casework.ts';
import { Awaited } from '../components/awaited.tsx';
import { HeadRow } from '../components/head-row.tsx';
import { Notice, StepFailure } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { TextField } from '../components/text-field.tsx';
import { caseApi } from '../state/case-api.ts';
import { ct } from '../state/case-words.ts';
import { settings } from '../state/desk.ts';
import { dateTime, number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { navigate } from '../state/router.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';

/** Every case, and the way to open one. */
export function CasesPage() {
  const remote = useRemote('cases', caseApi.cases);
  const view = remote.value;
  return (
    <>
      <PageHeading title={ct('cases.title')}>
        {view !== null && <p class="lead">{ct('cases.lead', { max: number(view.maxItems) })}</p>}
      </PageHeading>
      <Awaited {...remote} />
      {view !== null && view.cases.length === 0 && (
        <Notice kind="empty" title={ct('cases.empty')}>
          <p>{ct('cases.empty.text')}</p>
        </Notice>
      )}
      {view !== null && view.cases.length > 0 && <CaseTable view={view} />}
      {view !== null && <NewCase />}
    </>
  );
}

/** What a case's owner is called, and whether it is oneself. */
export function ownerOf({ isMine, ownerName }: CaseSummary): string {
  if (isMine) return ct('cases.owner.me', { name: settings.value?.person.name ?? '' });
  return ownerName ?? ct('cases.owner.gone');
}

export function stateOf({ closedAt }: CaseSummary): string {
  return closedAt === null ? ct('cases.state.open') : ct('cases.state.closed', { day: dateTime(closedAt) });
}

function CaseTable({ view }: { view: CasesView }) {
  const heads = {
    number: ct('cases.number'),
    reference: ct('cases.reference'),
    owner: ct('cases.owner'),
    items: ct('cases.items'),
    opened: ct('cases.opened'),
    state: ct('cases.state'),
  };
  const label = (name: keyof typeof heads) => heads[name] + t('app.colon');
  return (
    <table class="item-list">
      <caption class="visually-hidden">{ct('cases.list')}</caption>
      <HeadRow names={Object.values(heads)} />
      <tbody>
        {view.cases.map((one) => (
          <tr key={one.number}>
            <th scope="row">
              <a href={`/cases/${one.number}`} class="row-link">
                {ct('case.title', { number: String(one.number) })}
              </a>
            </th>
            <td data-label={label('reference')}>
              <bdi>{one.legalReference}</bdi>
            </td>
            <td data-label={label('owner')}>
              <bdi>{ownerOf(one)}</bdi>
            </td>
            <td data-label={label('items')}>
              {ct('cases.items.of', { count: number(one.itemCount), max: number(view.maxItems) })}
            </td>
            <td data-label={label('opened')}>{dateTime(one.openedAt)}</td>
            <td data-label={label('state')}>{stateOf(one)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NewCase() {
  const [reference, setReference] = useState('');
  const { isBusy, failure, run } = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    void run(
      () => caseApi.openCase(reference.trim()),
      ({ number: made }) => navigate(`/cases/${made}`),
    );
  };
  return (
    <section class="card list-section narrow-card" aria-labelledby="new-case">
      <h2 id="new-case">{ct('cases.new')}</h2>
      <StepFailure failure={failure} />
      <form class="form" onSubmit={submit}>
        <TextField
          label={ct('cases.reference')}
          hint={ct('cases.new.hint')}
          value={reference}
          onInput={setReference}
          input={{ required: true, dir: 'auto', autocomplete: 'off' }}
        />
        <div class="actions">
          <button type="submit" class="button button-primary" disabled={isBusy}>
            {ct('cases.new.submit')}
          </button>
        </div>
      </form>
    </section>
  );
}
