import { useState } from 'preact/hooks';
import type { Role } from '../../../queue/contracts/index.ts';
import type { InviteView, PeopleView } from '../../wire.ts';
import { Awaited } from '../components/awaited.tsx';
import { type IdentityDraft, IdentityFields, identityOf } from '../components/identity-fields.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ChangeFailure, PersonCard } from '../components/person-card.tsx';
import { RoleChoice, refusalsOf } from '../components/role-choice.tsx';
import { TextField } from '../components/text-field.tsx';
import { accessApi } from '../state/access-api.ts';
import { announce } from '../state/announcer.ts';
import { careText, loadCareWords } from '../state/care-words.ts';
import { settings } from '../state/desk.ts';
import { age, languageName, number, sentenceList, timeOfDay } from '../state/format.ts';
import { named, t } from '../state/locale.ts';
import { loadPeopleWords, peopleText } from '../state/people-words.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';

type Link = InviteView & { readonly name: string };

/** Who may do what, who is trained for what, and which step of the work lacks people. */
function PeoplePage(session: { onLeft: () => void; onSignedIn: () => void }) {
  const remote = useRemote('people', accessApi.people);
  const [link, setLink] = useState<Link | null>(null);
  const changed = () => {
    announce(peopleText('people.done'));
    remote.reload();
  };
  const linked = (name: string, made: InviteView) => {
    setLink({ name, ...made });
    changed();
  };
  const mayChange = settings.value?.may.changePeople === true;
  const view = remote.value;
  return (
    <>
      <PageHeading title={peopleText('people.title')}>
        <p class="lead">{peopleText('people.lead')}</p>
      </PageHeading>
      <Awaited {...remote} />
      {link !== null && <LinkNotice link={link} />}
      {view !== null && (
        <div class="people-grid">
          <section aria-labelledby="people-all" class="people-list">
            <h2 id="people-all">{peopleText('people.all')}</h2>
            {view.people.map((person) => (
              <PersonCard
                key={person.id}
                person={person}
                {...view}
                mayChange={mayChange}
                isSelf={person.id === settings.value?.person.id}
                onChanged={changed}
                onLink={linked}
                {...session}
              />
            ))}
          </section>
          <div class="people-side">
            <Gaps gaps={view.gaps} />
            {mayChange && <InviteForm view={view} onLink={linked} onLetIn={changed} {...session} />}
          </div>
        </div>
      )}
    </>
  );
}

function Gaps({ gaps }: { gaps: PeopleView['gaps'] }) {
  return (
    <section class="card" aria-labelledby="people-gaps">
      <h2 id="people-gaps">{careText('people.gaps')}</h2>
      <p class="hint">{careText(gaps.length === 0 ? 'people.gaps.none' : 'people.gaps.hint')}</p>
      <ul class="gaps">
        {gaps.map(({ step, needs, language, waiting, isOverdue }) => (
          <li key={`${step} ${language}`}>
            <strong>{careText(`people.step.${step}`)}</strong>
            {t('app.colon')}
            {language === null
              ? careText('people.gap.needs', {
                  roles: sentenceList(needs.map((role) => named('role', role))),
                })
              : careText('people.gap.language', { language: languageName(language) })}
            {waiting !== null && (
              <span class={isOverdue ? 'warning-text' : 'hint'}>
                {' '}
                {careText('people.gap.waiting', {
                  count: number(waiting.open),
                  age: age(waiting.since, Date.now()),
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function LinkNotice({ link }: { link: Link }) {
  const address = new URL('/join', location.origin);
  // Passkeys are bound to a name; a number is none.
  if (address.hostname === '127.0.0.1' || address.hostname === '[::1]') address.hostname = 'localhost';
  return (
    <Notice kind="info" title={peopleText('people.link', { name: link.name })} isAlert>
      <p>{peopleText('people.link.text', { time: timeOfDay(link.expiresAt) })}</p>
      <p class="join-link mono" dir="ltr">{`${address.href}#${link.token}`}</p>
    </Notice>
  );
}

function InviteForm({
  view,
  onLink,
  onLetIn,
  onSignedIn,
}: {
  view: PeopleView;
  onLink: (name: string, link: InviteView) => void;
  onLetIn: () => void;
  onSignedIn: () => void;
}) {
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const [draft, setDraft] = useState<IdentityDraft>({ way: 'link', value: '' });
  const action = useAction();
  const { isBusy, run } = action;
  const refusals = refusalsOf(roles, view.forbidden);
  const letIn = () => {
    const identity = identityOf(draft);
    const clear = () => {
      setName('');
      setRoles([]);
      setDraft({ ...draft, value: '' });
    };
    if (identity === null)
      return run(
        () => accessApi.invite(name, roles),
        (link) => {
          onLink(name, link);
          clear();
        },
      );
    return run(
      () => accessApi.inviteAtProvider(name, roles, identity),
      () => {
        onLetIn();
        clear();
      },
    );
  };
  return (
    <>
      <form
        class="card form"
        aria-labelledby="people-invite"
        onSubmit={(event) => {
          event.preventDefault();
          void letIn();
        }}
      >
        <h2 id="people-invite">{peopleText('people.invite')}</h2>
        <TextField
          label={t('sign-in.name')}
          value={name}
          onInput={setName}
          input={{ autocomplete: 'off', required: true, dir: 'auto' }}
        />
        <RoleChoice roles={view.roles} chosen={roles} onChange={setRoles} />
        {view.provider !== null && (
          <IdentityFields
            provider={view.provider}
            ways={['link', 'email', 'subject']}
            draft={draft}
            onChange={setDraft}
          />
        )}
        {refusals.map((text) => (
          <p key={text} class="warning-text refused-pair" role="alert">
            {text}
          </p>
        ))}
        <div class="actions">
          <button
            type="submit"
            class="button button-primary"
            disabled={isBusy || roles.length === 0 || refusals.length > 0}
          >
            {peopleText(draft.way === 'link' ? 'people.invite.submit' : 'people.invite.at-provider')}
          </button>
        </div>
      </form>
      <ChangeFailure action={action} onSignedIn={onSignedIn} />
    </>
  );
}

export async function loadPeoplePage(): Promise<typeof PeoplePage> {
  await Promise.all([loadCareWords(), loadPeopleWords()]);
  return PeoplePage;
}
