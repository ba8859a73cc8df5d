import { useState } from 'preact/hooks';
import type { OwnAccount, TotpView } from '../../wire.ts';
import { AuthenticatorForm } from '../components/authenticator-form.tsx';
import { PasswordField } from '../components/credential-fields.tsx';
import { FailureNotice, Loading, Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RecoveryCodes } from '../components/recovery-codes.tsx';
import { accessApi } from '../state/access-api.ts';
import { announce } from '../state/announcer.ts';
import { dateTime, number } from '../state/format.ts';
import { named, t } from '../state/locale.ts';
import { addPasskey, canUsePasskeys } from '../state/passkey.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';
import { Ways } from './sign-in-page.tsx';

/** What somebody signs in with and where they are signed in. */
export function AccountPage({ onSignedIn }: { onSignedIn: () => void }) {
  const own = useRemote('own', accessApi.own);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const changed = () => {
    announce(t('people.done'));
    own.reload();
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
      {own.failure !== null && (
        <FailureNotice failure={own.failure} title={t('state.failed')} onRetry={own.reload} />
      )}
      {account === null && own.failure === null && <Loading />}
      {account !== null && (
        <>
          {account.isFresh ? (
            <Credentials account={account} onChanged={changed} onCodes={setCodes} />
          ) : (
            <SignInAgain
              onDone={() => {
                onSignedIn();
                own.reload();
              }}
            />
          )}
          <Sessions account={account} onChanged={changed} />
        </>
      )}
    </div>
  );
}

/** An open page is not the person: whoever wants a change shows again who they are. */
function SignInAgain({ onDone }: { onDone: () => void }) {
  const options = useRemote('sign-in', accessApi.options);
  return (
    <section aria-labelledby="own-credentials">
      <h2 id="own-credentials">{t('own.credentials')}</h2>
      <Notice kind="info" title={t('own.stale')}>
        <p>{t('own.stale.text')}</p>
      </Notice>
      {options.value !== null && !options.value.isDemo && <Ways options={options.value} onDone={onDone} />}
    </section>
  );
}

interface ChangesProps {
  readonly account: OwnAccount;
  readonly onChanged: () => void;
}

function Credentials(props: ChangesProps & { onCodes: (codes: readonly string[]) => void }) {
  const { account, onChanged, onCodes } = props;
  const { isBusy, failure, run } = useAction();
  const [totp, setTotp] = useState<TotpView | null>(null);
  return (
    <section aria-labelledby="own-credentials">
      <h2 id="own-credentials">{t('own.credentials')}</h2>
      {failure !== null && <FailureNotice failure={failure} title={t('people.failed')} />}
      <ul class="own-list">
        {account.passkeys.map((passkey) => (
          <li key={passkey.id} class="own-entry">
            <span>
              {t('own.passkey', { time: dateTime(passkey.addedAt) })}
              {passkey.lastUsedAt !== null && (
                <small>{t('own.last-used', { time: dateTime(passkey.lastUsedAt) })}</small>
              )}
            </span>
            <button
              type="button"
              class="button button-small"
              disabled={isBusy}
              onClick={() => void run(() => accessApi.removePasskey(passkey.id), onChanged)}
            >
              {t('own.remove')}
            </button>
          </li>
        ))}
        {account.hasPassword && (
          <li class="own-entry">
            <span>
              {t('own.password')}
              <small>{t('own.codes-left', { number: number(account.recoveryCodes) })}</small>
            </span>
            <button
              type="button"
              class="button button-small"
              disabled={isBusy}
              onClick={() => void run(accessApi.removePassword, onChanged)}
            >
              {t('own.remove')}
            </button>
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
            onClick={() => void run(addPasskey, onChanged)}
          >
            {t('own.add-passkey')}
          </button>
        )}
        <button
          type="button"
          class="button"
          disabled={isBusy}
          onClick={() => void run(accessApi.beginAuthenticator, setTotp)}
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
          onSubmit={accessApi.setAuthenticator}
          onDone={(answer) => {
            setTotp(null);
            onCodes(answer.recoveryCodes);
          }}
        />
      )}
      {account.hasPassword && totp === null && <NewPassword onChanged={onChanged} />}
    </section>
  );
}

function NewPassword({ onChanged }: { onChanged: () => void }) {
  const [password, setPassword] = useState('');
  const { isBusy, failure, run } = useAction();
  return (
    <form
      class="card form"
      aria-labelledby="own-new-password"
      onSubmit={(event) => {
        event.preventDefault();
        void run(
          () => accessApi.changePassword(password),
          () => {
            setPassword('');
            onChanged();
          },
        );
      }}
    >
      <h3 id="own-new-password">{t('own.change-password')}</h3>
      <PasswordField value={password} onInput={setPassword} isNew />
      {failure !== null && <FailureNotice failure={failure} title={t('people.failed')} />}
      <div class="actions">
        <button type="submit" class="button" disabled={isBusy}>
          {t('own.set')}
        </button>
      </div>
    </form>
  );
}

function Sessions({ account, onChanged }: ChangesProps) {
  const { isBusy, failure, run } = useAction();
  return (
    <section aria-labelledby="own-sessions">
      <h2 id="own-sessions">{t('own.sessions')}</h2>
      {failure !== null && <FailureNotice failure={failure} title={t('people.failed')} />}
      <ul class="own-list">
        {account.sessions.map(({ id, method, openedAt, seenAt, isThis }) => (
          <li key={id} class="own-entry">
            <span>
              {t('own.session', { time: dateTime(openedAt), method: named('own.method', method) })}
              <small>{isThis ? t('own.session.this') : t('own.last-used', { time: dateTime(seenAt) })}</small>
            </span>
            {!isThis && (
              <button
                type="button"
                class="button button-small"
                disabled={isBusy}
                onClick={() => void run(() => accessApi.endSession(id), onChanged)}
              >
                {t('own.session.end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {account.sessions.length > 2 && (
        <div class="actions">
          <button
            type="button"
            class="button"
            disabled={isBusy}
            onClick={() => void run(accessApi.endOtherSessions, onChanged)}
          >
            {t('own.session.end-others')}
          </button>
        </div>
      )}
    </section>
  );
}
