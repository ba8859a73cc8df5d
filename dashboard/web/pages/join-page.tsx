import { useEffect, useState } from 'preact/hooks';
import type { JoinView, TotpView } from '../../wire.ts';
import { AuthenticatorForm } from '../components/authenticator-form.tsx';
import { FailureNotice, Loading } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RecoveryCodes } from '../components/recovery-codes.tsx';
import { TextField } from '../components/text-field.tsx';
import { accessApi, type LinkUse } from '../state/access-api.ts';
import { sentenceList } from '../state/format.ts';
import { named, t } from '../state/locale.ts';
import { canUsePasskeys, joinWithPasskey } from '../state/passkey.ts';
import { navigate } from '../state/router.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';

/** Where a one-time link leads: who it is for, and what they will sign in with. */
export function JoinPage({ onDone }: { onDone: () => void }) {
  const token = useToken();
  const link = useRemote(token, () => accessApi.openLink(token));
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[] | null>(null);
  const joined = (codes: readonly string[]) => {
    history.replaceState(null, '', '/join');
    if (codes.length > 0) setRecoveryCodes(codes);
    else leave();
  };
  const leave = () => {
    navigate('/', { replace: true });
    onDone();
  };
  if (recoveryCodes !== null) return <RecoveryCodes codes={recoveryCodes} onDone={leave} />;
  return (
    <div class="narrow-page">
      <PageHeading title={t('join.title')}>
        {link.value !== null && <p class="lead">{leadOf(link.value.account)}</p>}
      </PageHeading>
      {link.failure !== null && <FailureNotice failure={link.failure} title={t('join.over')} />}
      {link.value === null && link.failure === null && <Loading />}
      {link.value !== null && (
        <JoinForm key={token} token={token} account={link.value.account} onJoined={joined} />
      )}
    </div>
  );
}

/** What stands in the address; read once, because it goes from there when it has been used, and again where another link is pasted. */
function useToken(): string {
  const [token, setToken] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const read = () => {
      const hash = location.hash.slice(1);
      // The link that skips to the content has taken the place of the token.
      if (hash === 'content') history.replaceState(null, '', `#${token}`);
      else if (hash !== '') setToken(hash);
    };
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, [token]);
  return token;
}

function leadOf(account: JoinView): string {
  if (account === null) return t('join.lead.first');
  const roles = account.roles.map((role) => named('role', role));
  return t('join.lead', { name: account.name, roles: roles.length > 0 ? sentenceList(roles) : '–' });
}

/** First the name, where the person has none yet; then what they sign in with. */
function JoinForm(props: { token: string; account: JoinView; onJoined: (codes: readonly string[]) => void }) {
  const { token, account, onJoined } = props;
  const [name, setName] = useState('');
  const [totp, setTotp] = useState<TotpView | null>(null);
  const { isBusy, failure, run } = useAction();
  const link: LinkUse = account === null ? { token, name } : { token };
  if (totp !== null)
    return (
      <AuthenticatorForm
        totp={totp}
        asksPassword
        submit={t('join.submit')}
        onSubmit={(given) =>
          accessApi.joinWithPassword({ ...link, ...given, password: given.password ?? '' })
        }
        onDone={(answer) => onJoined(answer.recoveryCodes)}
      />
    );
  return (
    <form
      class="card form"
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => accessApi.beginPassword(link), setTotp);
      }}
    >
      {account === null && (
        <TextField
          label={t('sign-in.name')}
          hint={t('join.name.hint')}
          value={name}
          onInput={setName}
          input={{ autocomplete: 'username', required: true, dir: 'auto' }}
        />
      )}
      {failure !== null && <FailureNotice failure={failure} title={t('join.failed')} />}
      <div class="actions">
        <button type="submit" class="button button-primary" disabled={isBusy}>
          {t('join.with-password')}
        </button>
        {canUsePasskeys() && (
          <button
            type="button"
            class="button"
            disabled={isBusy}
            onClick={() =>
              void run(
                () => joinWithPasskey(link),
                (answer) => onJoined(answer.recoveryCodes),
              )
            }
          >
            {t('join.with-passkey')}
          </button>
        )}
      </div>
      {canUsePasskeys() && <p class="hint">{t('join.passkey.hint')}</p>}
    </form>
  );
}
