import { t } from '../state/locale.ts';
import { TextField } from './text-field.tsx';

interface Props {
  readonly value: string;
  readonly onInput: (value: string) => void;
}

/** A password that is there already, or a new one, which password managers tell apart. */
export function PasswordField({ value, onInput, isNew = false }: Props & { isNew?: boolean }) {
  return (
    <TextField
      label={t('sign-in.password')}
      {...(isNew && { hint: t('join.password.hint') })}
      value={value}
      onInput={onInput}
      type="password"
      input={{ autocomplete: isNew ? 'new-password' : 'current-password', required: true, dir: 'ltr' }}
    />
  );
}

/** A code of the authenticator; when signing in, a recovery code in its place, which has letters. */
export function CodeField({ value, onInput, isNew = false }: Props & { isNew?: boolean }) {
  return (
    <TextField
      label={t('sign-in.code')}
      hint={t(isNew ? 'join.code.hint' : 'sign-in.code.hint')}
      value={value}
      onInput={onInput}
      input={{
        autocomplete: 'one-time-code',
        required: true,
        dir: 'ltr',
        spellcheck: false,
        ...(isNew && { inputmode: 'numeric' as const }),
      }}
    />
  );
}
