import { useState } from 'preact/hooks';
import type { SignInOptions } from '../../wire.ts';
import { Awaited } from '../components/awaited.tsx';
import { CodeField, PasswordField } from '../components/credential-fields.tsx';
import { FailureNotice, Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { TextField } from '../components/text-field.tsx';
import { accessApi } from '../state/access-api.ts';
import { sentenceList } from '../state/format.ts';
import { named, t } from '../state/locale.ts';
import { canUsePasskeys, hostForPasskeys, signInWithPasskey } from '../state/passkey.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';

/** For whoever is not signed in, at every address. */
export function SignInPage({ hasEnded, onDone }: { hasEnded: boolean; onDone: () => void }) {
  const options = useRemote('sign-in', accessApi.options);
  const isDemo = options.value?.isDemo === true;
  return (
    <div class="narrow-page">
      <PageHeading title={t(isDemo ? 'sign-in.demo.title' : 'sign-in.title')}>
        <p class="lead">{t(isDemo ? 'sign-in.demo.lead' : 'sign-in.lead')}</p>
      </PageHeading>
      {hasEnded && <Notice kind="info" title={t('sign-in.ended')} isAlert />}
      <Awaited {...options} />
      {options.value !== null && <Ways options={options.value} onDone={onDone} />}
    </div>
  );
}

/** The same ways for whoever is signed in, and has to show again who they are. */
export function WaysAgain({ onDone }: { onDone: () => void }) {
  const { value } = useRemote('sign-in', accessApi.options);
  return value && <Ways options={value} onDone={onDone} />;
}

/** The ways to sign in that are offered here. */
function Ways({ options, onDone }: { options: SignInOptions; onDone: () => void }) {
  if (options.isDemo) return <DemoPeople people={options.demoPeople} onDone={onDone} />;
  if (options.isSetUp)
    return (
      <>
        <PasswordForm onDone={onDone} />
        <PasskeyButton onDone={onDone} />
        {options.provider !== null && <ProviderButton host={options.provider} />}
      </>
    );
  return (
    <Notice kind="info" title={t('sign-in.not-set-up')}>
      <p>{t('sign-in.not-set-up.text')}</p>
    </Notice>
  );
}

function DemoPeople({ people, onDone }: { people: SignInOptions['demoPeople']; onDone: () => void }) {
  const { isBusy, failure, run } = useAction();
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} title={t('sign-in.failed')} />}
      <ul class="people-choice">
        {people.map(({ id, name, roles }) => (
          <li key={id}>
            <button
              type="button"
              class="button person-choice"
              disabled={isBusy}
              onClick={() => void run(() => accessApi.signInToDemo(id), onDone)}
            >
              <span>{sentenceList(roles.map((role) => named('role', role)))}</span>
              <small>{roles.map((role) => named('role.does', role)).join(' ')}</small>
              <small class="person-name">
                <bdi lang="en">{name}</bdi>
              </small>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function PasskeyButton({ onDone }: { onDone: () => void }) {
  const { isBusy, failure, run } = useAction();
  const elsewhere = hostForPasskeys();
  if (elsewhere !== null)
    return (
      <p class="hint other-way">
        {t('sign-in.passkey.host')}
        {t('app.colon')}
        <bdi dir="ltr">{elsewhere}</bdi>
      </p>
    );
  if (!canUsePasskeys()) return null;
  return (
    <div class="other-way">
      {failure !== null && <FailureNotice failure={failure} title={t('sign-in.failed')} />}
      <button
        type="button"
        class="button"
        disabled={isBusy}
        onClick={() => void run(signInWithPasskey, onDone)}
      >
        {t('sign-in.passkey')}
      </button>
    </div>
  );
}

/** Leaves for the identity provider, which sends the browser back to a page of its own here. */
function ProviderButton({ host }: { host: string }) {
  const { isBusy, failure, run } = useAction();
  return (
    <div class="other-way">
      {failure !== null && <FailureNotice failure={failure} title={t('sign-in.failed')} />}
      <button
        type="button"
        class="button"
        disabled={isBusy}
        onClick={() => void run(accessApi.beginAtProvider, ({ address }) => location.assign(address))}
      >
        {t('sign-in.provider', { host })}
      </button>
    </div>
  );
}

function PasswordForm({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { isBusy, failure, run } = useAction();
  return (
    <form
      class="card form"
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => accessApi.signIn({ name, password, code }), onDone);
      }}
    >
      <TextField
        label={t('sign-in.name')}
        value={name}
        onInput={setName}
        input={{ autocomplete: 'username', required: true, dir: 'auto' }}
      />
      <PasswordField value={password} onInput={setPassword} />
      <CodeField value={code} onInput={setCode} />
      {failure !== null && <FailureNotice failure={failure} title={t('sign-in.failed')} />}
      <div class="actions">
        <button type="submit" class="button button-primary" disabled={isBusy}>
          {t('sign-in.submit')}
        </button>
      </div>
    </form>
  );
}
