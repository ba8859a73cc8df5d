import { useState } from 'preact/hooks';
import type { Joined, TotpView } from '../../wire.ts';
import { t } from '../state/locale.ts';
import { useAction } from '../state/use-action.ts';
import { CodePicture } from './code-picture.tsx';
import { CodeField, PasswordField } from './credential-fields.tsx';
import { FailureNotice } from './notice.tsx';

export interface AuthenticatorGiven {
  readonly enrolment: string;
  readonly code: string;
  readonly password?: string;
}

/** A new authenticator, shown once and proved by its code; with a password where there is none yet. */
export function AuthenticatorForm(props: {
  totp: TotpView;
  asksPassword: boolean;
  submit: string;
  onSubmit: (given: AuthenticatorGiven) => Promise<Joined>;
  onDone: (answer: Joined) => void;
}) {
  const { totp, asksPassword, submit, onSubmit, onDone } = props;
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { isBusy, failure, run } = useAction();
  return (
    <form
      class="card form"
      onSubmit={(event) => {
        event.preventDefault();
        const given = { enrolment: totp.enrolment, code, ...(asksPassword && { password }) };
        void run(() => onSubmit(given), onDone);
      }}
    >
      {asksPassword && <PasswordField value={password} onInput={setPassword} isNew />}
      <div class="field">
        <p>{t('join.authenticator')}</p>
        <CodePicture rows={totp.picture} label={t('join.picture')} />
        <p>
          {t('join.key')}
          {t('app.colon')}
          <bdi class="mono totp-key">{totp.secret}</bdi>
        </p>
      </div>
      <CodeField value={code} onInput={setCode} isNew />
      {failure !== null && <FailureNotice failure={failure} title={t('join.failed')} />}
      <div class="actions">
        <button type="submit" class="button button-primary" disabled={isBusy}>
          {submit}
        </button>
      </div>
    </form>
  );
}
