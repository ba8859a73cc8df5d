import { useState } from 'preact/hooks';
import type { Account, ForbiddenPair, Role } from '../../../queue/contracts/index.ts';
import { WaysAgain } from '../pages/sign-in-page.tsx';
import { accessApi } from '../state/access-api.ts';
import { dateTime, languageName, sentenceList } from '../state/format.ts';
import { named, t } from '../state/locale.ts';
import { peopleText } from '../state/people-words.ts';
import { useAction } from '../state/use-action.ts';
import { CertificateList, TrainingForm } from './certificates.tsx';
import { TieForm } from './identity-fields.tsx';
import { LineForm } from './line-form.tsx';
import { StepFailure } from './notice.tsx';
import { refusalsOf } from './role-choice.tsx';
import { SureButton } from './sure-button.tsx';

export interface PersonCardProps {
  readonly person: Account;
  readonly roles: readonly Role[];
  readonly forbidden: readonly ForbiddenPair[];
  readonly mayChange: boolean;
  /** The identity provider's host, where there is one. */
  readonly provider: string | null;
  readonly isSelf: boolean;
  readonly onChanged: () => void;
  readonly onLink: (name: string, link: { token: string; expiresAt: string }) => void;
  readonly onLeft: () => void;
  readonly onSignedIn: () => void;
}

/** One account: its roles and trainings, and what may be changed of it. */
export function PersonCard(props: PersonCardProps) {
  const { person, mayChange, isSelf } = props;
  const titleId = `person-${person.id}`;
  const roles = person.roles.map((role) => named('role', role));
  return (
    <details class="card person-card" data-state={person.state}>
      <summary id={titleId}>
        <span class="person-title">
          <bdi>{person.name}</bdi>
        </span>
        <span>{roles.length > 0 ? sentenceList(roles) : peopleText('people.roles.none')}</span>
        <span class={`person-state person-${person.state}`}>
          {peopleText(`people.state.${person.state}`)}
        </span>
      </summary>
      <p class="hint">
        {peopleText('people.last-seen')}
        {t('app.colon')}
        {person.lastSeenAt === null ? peopleText('people.never-seen') : dateTime(person.lastSeenAt)}
      </p>
      <h3>{peopleText('people.certificates')}</h3>
      <CertificateList certificates={person.certificates} nameOf={languageName} />
      {mayChange && <Changes {...props} titleId={titleId} />}
      {isSelf && <Resign {...props} />}
    </details>
  );
}

function Changes(props: PersonCardProps & { titleId: string }) {
  const { person, roles, forbidden, provider, titleId, onChanged, onLink, onSignedIn } = props;
  const action = useAction();
  const { isBusy, run } = action;
  const change = person.state === 'disabled' ? 'enable' : 'disable';
  const free = roles.filter((role) => !person.roles.includes(role));
  const [chosen, setChosen] = useState<Role | ''>('');
  const refusals = chosen === '' ? [] : refusalsOf([...person.roles, chosen], forbidden);
  const button = (key: string, label: string, act: () => Promise<void>) => (
    <button
      key={key}
      type="button"
      class="button button-small"
      disabled={isBusy}
      aria-describedby={titleId}
      onClick={() => void act()}
    >
      {label}
    </button>
  );
  return (
    <>
      <TrainingForm
        isBusy={isBusy}
        onRecord={(one) => void run(() => accessApi.certify(person.id, one), onChanged)}
      />
      <LineForm
        label={peopleText('people.host-user')}
        hint={peopleText('people.host-user.hint')}
        value={person.osUser}
        dir="ltr"
        isBusy={isBusy}
        onSet={(osUser) => void run(() => accessApi.nameHostUser(person.id, osUser), onChanged)}
      />
      <LineForm
        label={peopleText('people.author')}
        hint={peopleText('people.author.hint')}
        value={person.writesAs ?? null}
        dir="auto"
        isBusy={isBusy}
        onSet={(author) => void run(() => accessApi.stateAuthor(person.id, author), onChanged)}
      />
      {provider !== null && (
        <TieForm
          provider={provider}
          isBusy={isBusy}
          onTie={(identity, done) =>
            void run(
              () => accessApi.tie(person.id, identity),
              () => {
                done();
                onChanged();
              },
            )
          }
        />
      )}
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen === '' || refusals.length > 0) return;
          void run(
            () => accessApi.changeRole(person.id, 'grant', chosen),
            () => {
              setChosen('');
              onChanged();
            },
          );
        }}
      >
        <label class="field">
          <span class="field-label">{peopleText('people.grant')}</span>
          <select
            class="select"
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value as Role | '')}
          >
            <option value="">–</option>
            {free.map((role) => (
              <option key={role} value={role}>
                {named('role', role)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button" disabled={isBusy || chosen === '' || refusals.length > 0}>
          {peopleText('people.grant.submit')}
        </button>
      </form>
      {refusals.map((text) => (
        <p key={text} class="warning-text refused-pair" role="alert">
          {text}
        </p>
      ))}
      <ChangeFailure action={action} onSignedIn={onSignedIn} />
      <div class="actions">
        {person.roles.map((role) =>
          button(role, peopleText('people.revoke', { role: named('role', role) }), () =>
            run(() => accessApi.changeRole(person.id, 'revoke', role), onChanged),
          ),
        )}
        {button('again', peopleText('people.invite.again'), () =>
          run(
            () => accessApi.inviteAgain(person.id),
            (link) => onLink(person.name, link),
          ),
        )}
        {button('state', peopleText(`people.${change}`), () =>
          run(() => accessApi.setState(person.id, change), onChanged),
        )}
      </div>
    </>
  );
}

interface ChangeFailureProps {
  readonly action: Pick<ReturnType<typeof useAction>, 'failure' | 'run'>;
  readonly onSignedIn: () => void;
}

/** Why a change was refused; where the sign-in grew old while the page was open, the ways to another. */
export function ChangeFailure({ action: { failure, run }, onSignedIn }: ChangeFailureProps) {
  return (
    failure && (
      <>
        <StepFailure failure={failure} />
        {failure.problem?.code === 'session.stale' && (
          <WaysAgain onDone={() => void run(accessApi.options, onSignedIn)} />
        )}
      </>
    )
  );
}

/** Two steps: it cannot be taken back. */
function Resign({ onLeft, onSignedIn }: Pick<PersonCardProps, 'onLeft' | 'onSignedIn'>) {
  const action = useAction();
  return (
    <>
      <ChangeFailure action={action} onSignedIn={onSignedIn} />
      <div class="actions">
        <SureButton
          label={peopleText('people.resign')}
          sure={peopleText('people.resign.sure')}
          isBusy={action.isBusy}
          onSure={() => void action.run(accessApi.resign, onLeft)}
        />
      </div>
    </>
  );
}
