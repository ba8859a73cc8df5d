import { useState } from 'preact/hooks';
import type { ProviderIdentity } from '../../../queue/contracts/index.ts';
import { peopleText } from '../state/people-words.ts';
import { TextField } from './text-field.tsx';

/** How somebody is to sign in: with a link, or as somebody whom the identity provider knows. */
export type Way = 'link' | ProviderIdentity['kind'];

export interface IdentityDraft {
  readonly way: Way;
  readonly value: string;
}

/** What was entered, where it names somebody at the provider. */
export function identityOf({ way, value }: IdentityDraft): ProviderIdentity | null {
  return way === 'link' ? null : { kind: way, value: value.trim() };
}

/** Ways to sign in and, at the provider, who somebody is there. */
export function IdentityFields(props: {
  provider: string;
  ways: readonly Way[];
  draft: IdentityDraft;
  onChange: (draft: IdentityDraft) => void;
}) {
  const { provider, ways, draft, onChange } = props;
  return (
    <>
      <label class="field">
        <span class="field-label">{peopleText('people.way')}</span>
        <select
          class="select"
          value={draft.way}
          onChange={(event) => onChange({ ...draft, way: event.currentTarget.value as Way })}
        >
          {ways.map((way) => (
            <option key={way} value={way}>
              {peopleText(`people.way.${way}`, { host: provider })}
            </option>
          ))}
        </select>
      </label>
      {draft.way !== 'link' && (
        <TextField
          label={peopleText(`people.identity.${draft.way}`)}
          hint={peopleText(`people.identity.${draft.way}.hint`)}
          value={draft.value}
          onInput={(value) => onChange({ ...draft, value })}
          input={{ autocomplete: 'off', required: true, dir: 'ltr', spellcheck: false }}
        />
      )}
    </>
  );
}

/** Ties an account that exists to somebody at the provider. */
export function TieForm(props: {
  provider: string;
  isBusy: boolean;
  onTie: (identity: ProviderIdentity, done: () => void) => void;
}) {
  const [draft, setDraft] = useState<IdentityDraft>({ way: 'email', value: '' });
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        const identity = identityOf(draft);
        if (identity !== null) props.onTie(identity, () => setDraft({ way: 'email', value: '' }));
      }}
    >
      <IdentityFields
        provider={props.provider}
        ways={['email', 'subject']}
        draft={draft}
        onChange={setDraft}
      />
      <button type="submit" class="button" disabled={props.isBusy}>
        {peopleText('people.identity.submit')}
      </button>
    </form>
  );
}
