import { useState } from 'preact/hooks';
import type { Identity } from '../../wire.ts';
import { caseApi } from '../state/case-api.ts';
import { ct } from '../state/case-words.ts';
import { settings } from '../state/desk.ts';
import { number } from '../state/format.ts';
import { useAction } from '../state/use-action.ts';
import { IdentityList } from './identity-list.tsx';
import { NoteField } from './note-field.tsx';
import { StepFailure } from './notice.tsx';

/** In danger to life protection reads at once who wrote a post (ACC-08). It stays in sight until the page is left. */
export function BreakGlass({ itemId }: { itemId: string }) {
  const [why, setWhy] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [identities, setIdentities] = useState<readonly Identity[] | null>(null);
  const { isBusy, failure, run } = useAction();
  const minLength = settings.value?.minJustification ?? 0;
  const submit = (event: Event) => {
    event.preventDefault();
    const isShort = why.trim().length < minLength;
    setMissing(isShort);
    if (isShort) return;
    void run(
      () => caseApi.breakGlass(itemId, why.trim()),
      (answer) => setIdentities(answer.identities),
    );
  };
  if (identities !== null)
    return (
      <section class="beside" aria-labelledby="glass-title">
        <h3 id="glass-title">{ct('glass.title')}</h3>
        <IdentityList identities={identities} />
      </section>
    );
  return (
    <details class="beside">
      <summary>{ct('glass.title')}</summary>
      <form class="form" noValidate onSubmit={submit}>
        <p class="hint">{ct('glass.hint')}</p>
        <NoteField
          label={ct('glass.why')}
          hint={ct('glass.missing', { count: number(minLength) })}
          value={why}
          onInput={setWhy}
        />
        <StepFailure failure={failure} />
        <button type="submit" class="button" disabled={isBusy}>
          {ct('glass.submit')}
        </button>
        <p class="warning-text" role="status">
          {isMissing && ct('glass.missing', { count: number(minLength) })}
        </p>
      </form>
    </details>
  );
}
