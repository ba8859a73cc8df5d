import { useEffect, useRef, useState } from 'preact/hooks';
import type { OwnAccount, TotpView } from '../../wire.ts';
import { AuthenticatorForm } from '../components/authenticator-form.tsx';
import { Awaited } from '../components/awaited.tsx';
import { PasswordField } from '../components/credential-fields.tsx';
import { Notice, StepFailure } from '../components/notice.tsx';
import { OwnSessions } from '../components/own-sessions.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RecoveryCodes } from '../components/recovery-codes.tsx';
import { SureButton } from '../components/sure-button.tsx';
import { accessApi } from '../state/access-api.ts';
import { announce } from '../state/announcer.ts';
import { ApiFailure } from '../state/api.ts';
import { settings } from '../state/desk.ts';
import { dateTime, number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { addPasskey, canUsePasskeys } from '../state/passkey.ts';
import { loadPeopleWords, peopleText } from '../state/people-words.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';
import { WaysAgain } from './sign-in-page.tsx';

/** What somebody signs in with and where they are signed in. */
function AccountPage({ onSignedIn }: { onSignedIn: () => void }) {
  const own = useRemote('own', accessApi.own);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const heading = useFocusOnChange(own.value?.isFresh);
  const changed = () => {
    announce(peopleText('people.done'));
    own.reload();
  };
  // A sign-in that grew old while the page was open: the page then asks for another.
  const attempt: Attempt = async (act) => {
    try {
      return await act();
    } catch (error) {
      if (error instanceof ApiFailure && error.problem?.code === 'session.stale') own.reload();
      throw error;
    }
  };
  if (codes !== null)
    return (
      <RecoveryCodes
        codes={codes}
        onDone={() => {
          setCodes(null);
          changed();
        }}
      />
    );
  const account = own.value;
  return (
    <div class="narrow-page account-page">
      <PageHeading title={t('join.title')}>
        <p class="lead">{t('own.lead')}</p>
      </PageHeading>
      <Awaited {...own} />
      {account !== null && (
        <>
          <section aria-labelledby="own-credentials">
            <h2 id="own-credentials" ref={heading} tabIndex={-1}>
              {t('own.credentials')}
            </h2>
            {account.isFresh ? (
              <Credentials account={account} attempt={attempt} onChanged={changed} onCodes={setCodes} />
            ) : (
              <SignInAgain
                onDone={() => {
                  onSignedIn();
                  own.reload();
                }}
              />
            )}
          </section>
          <OwnSessions account={account} onChanged={changed} />
        </>
      )}
    </div>
  );
}

/** What had the focus goes when one part of the page takes the place of another: the heading that stays is given it. */
function useFocusOnChange(isFresh: boolean | undefined) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(isFresh);
  useEffect(() => {
    if (before.current !== undefined && isFresh !== before.current) heading.current?.focus();
    before.current = isFresh;
  }, [isFresh]);
  return heading;
}

/** An open page is not the person: whoever wants a change shows again who they are. */
function SignInAgain({ onDone }: { onDone: () => void }) {
  // Nobody there has signed in with anything, so nothing would ever be fresh enough.
  if (settings.value?.isDemo === true) return <Notice kind="info" title={peopleText('own.demo')} />;
  return (
    <>
      <Notice kind="info" title={t('own.stale')}>
        <p>{t('own.stale.text')}</p>
      </Notice>
      <WaysAgain onDone={onDone} />
    </>
  );
}

/** Runs a change that asks for a fresh sign-in. */
type Attempt = <Answer>(act: () => Promise<Answer>) => Promise<Answer>;

interface ChangesProps {
  readonly attempt: Attempt;
  readonly onChanged: () => void;
}

interface CredentialsProps extends ChangesProps {
  readonly account: OwnAccount;
  readonly onCodes: (codes: readonly string[]) => void;
}

function Credentials({ account, attempt, onChanged, onCodes }: CredentialsProps) {
  const { isBusy, failure, run } = useAction();
  const [totp, setTotp] = useState<TotpView | null>(null);
  return (
    <>
      <StepFailure failure={failure} />
      <ul class="own-list">
        {account.passkeys.map((passkey) => (
          <li key={passkey.id} class="own-entry">
            <span id={`own-${passkey.id}`}>
              {t('own.passkey', { time: dateTime(passkey.addedAt) })}
              {passkey.lastUsedAt !== null && (
                <small>{t('own.last-used', { time: dateTime(passkey.lastUsedAt) })}</small>
              )}
            </span>
            <Remove
              id={`own-${passkey.id}`}
              isBusy={isBusy}
              onSure={() => void run(() => attempt(() => accessApi.removePasskey(passkey.id)), onChanged)}
            />
          </li>
        ))}
        {account.hasPassword && (
          <li class="own-entry">
            <span id="own-password">
              {t('own.password')}
              <small>{t('own.codes-left', { number: number(account.recoveryCodes) })}</small>
            </span>
            <Remove
              id="own-password"
              isBusy={isBusy}
              onSure={() => void run(() => attempt(accessApi.removePassword), onChanged)}
            />
          </li>
        )}
      </ul>
      <p class="hint">{t('own.signs-out')}</p>
      <div class="actions">
        {canUsePasskeys() && (
          <button
            type="button"
            class="button"
            disabled={isBusy}
            onClick={() => void run(() => attempt(addPasskey), onChanged)}
          >
            {t('own.add-passkey')}
          </button>
        )}
        <button
          type="button"
          class="button"
          disabled={isBusy}
          onClick={() => void run(() => attempt(accessApi.beginAuthenticator), setTotp)}
        >
          {t(account.hasPassword ? 'own.new-authenticator' : 'own.add-password')}
        </button>
      </div>
      {totp !== null && (
        <AuthenticatorForm
          key={totp.enrolment}
          totp={totp}
          asksPassword={!account.hasPassword}
          submit={t('own.set')}
          onSubmit={(given) => attempt(() => accessApi.setAuthenticator(given))}
          onDone={(answer) => {
            setTotp(null);
            onCodes(answer.recoveryCodes);
          }}
        />
      )}
      {account.hasPassword && totp === null && <NewPassword attempt={attempt} onChanged={onChanged} />}
    </>
  );
}

/** In two steps: it is gone for good, and signs out everywhere else. */
function Remove(props: { id: string; isBusy: boolean; onSure: () => void }) {
  const { id, ...rest } = props;
  return (
    <div class="actions">
      <SureButton label={t('own.remove')} sure={peopleText('own.remove.sure')} describedBy={id} {...rest} />
    </div>
  );
}

function NewPassword({ attempt, onChanged }: ChangesProps) {
  const [password, setPassword] = useState('');
  const { isBusy, failure, run } = useAction();
  return (
    <form
      class="card form"
      aria-labelledby="own-new-password"
      onSubmit={(event) => {
        event.preventDefault();
        void run(
          () => attempt(() => accessApi.changePassword(password)),
          () => {
            setPassword('');
            onChanged();
          },
        );
      }}
    >
      <h3 id="own-new-password">{t('own.change-password')}</h3>
      <PasswordField value={password} onInput={setPassword} isNew />
      <StepFailure failure={failure} />
      <div class="actions">
        <button type="submit" class="button" disabled={isBusy}>
          {t('own.set')}
        </button>
      </div>
    </form>
  );
}

export async function loadAccountPage(): Promise<typeof AccountPage> {
  await loadPeopleWords();
  return AccountPage;
}
