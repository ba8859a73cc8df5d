import { useState } from 'preact/hooks';
import type { NoticeContent, NoticeDraft } from '../../../queue/contracts/index.ts';
import type { PreparationView } from '../../wire-casework.ts';
import { languageName, number } from '../state/format.ts';
import { locale } from '../state/locale.ts';
import { noticeNamed, nt } from '../state/notice-words.ts';
import { useAction } from '../state/use-action.ts';
import { ChoiceField } from './choice-field.tsx';
import { ChoiceLine } from './choice-line.tsx';
import { Code } from './facts.tsx';
import { NoteField } from './note-field.tsx';
import { StepFailure } from './notice.tsx';
import { PostTextInline } from './post-text.tsx';
import { TextField } from './text-field.tsx';

const GROUND_LENGTH = 2000;
const LANGUAGES = ['en', 'fr'] as const;

/** What a notice says, drafted of what is on record; the parts that are not the drafter's to choose are not asked for. */
export function NoticeForm<Answer>(props: {
  caseNumber: number;
  preparation: PreparationView;
  /** What is edited; `null` for a new one. */
  before: NoticeContent | null;
  save: (draft: NoticeDraft) => Promise<Answer>;
  onSaved: (answer: Answer) => void;
}) {
  const { caseNumber, preparation, before, save, onSaved } = props;
  const { addresses, provisions, kinds, minGround, itemId, excerpts } = preparation;
  const [kind, setKind] = useState<string>(before?.kind ?? kinds[0] ?? '');
  const [language, setLanguage] = useState<string>(before?.language ?? (locale.value === 'fr' ? 'fr' : 'en'));
  const known = addresses.filter(({ platform }) => platform !== null).map(({ url }) => url);
  // An address that is gone since has no box, so nobody could take it out.
  const kept = before?.urls.filter((url) => addresses.some((one) => one.url === url));
  const [urls, setUrls] = useState<readonly string[]>(kept ?? known.slice(0, 1));
  const [provision, setProvision] = useState(provisionOf(preparation, before));
  const [procurement, setProcurement] = useState(before?.grounds.procurement ?? '');
  const [benefit, setBenefit] = useState(before?.grounds.benefit ?? '');
  const [decision, setDecision] = useState(before?.kind === 'order' ? before.decision : '');
  const [isMissing, setMissing] = useState(false);
  const { isBusy, failure, run } = useAction();
  const count = number(minGround);
  const submit = (event: Event) => {
    event.preventDefault();
    const grounds = { procurement: procurement.trim(), benefit: benefit.trim() };
    const isWhole =
      urls.length > 0 &&
      provision !== '' &&
      [grounds.procurement, grounds.benefit].every(({ length }) => length >= minGround) &&
      (kind !== 'order' || decision.trim() !== '');
    setMissing(!isWhole);
    if (!isWhole) return;
    const asked = {
      ...{ caseNumber, itemId, urls: [...urls], provision, grounds },
      language: language === 'fr' ? ('fr' as const) : ('en' as const),
    };
    const draft: NoticeDraft =
      kind === 'order'
        ? { kind, ...asked, decision: decision.trim() }
        : { kind: kind === 'flagger' ? 'flagger' : 'notice', ...asked };
    void run(() => save(draft), onSaved);
  };
  const toggle = (url: string) => (isChosen: boolean) =>
    setUrls(isChosen ? [...urls, url] : urls.filter((one) => one !== url));
  return (
    <form class="form" noValidate onSubmit={submit}>
      <ChoiceField
        label={nt('draft.kind')}
        value={kind}
        none={null}
        options={kinds.map((one) => [one, noticeNamed('notice.kind', one)])}
        onChoose={setKind}
      />
      <ChoiceField
        label={nt('draft.language')}
        value={language}
        none={null}
        options={LANGUAGES.map((one) => [one, languageName(one)])}
        onChoose={setLanguage}
      />
      <fieldset class="field">
        <legend class="field-label">{nt('notice.addresses')}</legend>
        {addresses.map(({ url, platform }) => (
          <ChoiceLine
            key={url}
            type="checkbox"
            name="url"
            value={url}
            isChosen={urls.includes(url)}
            onChoose={toggle(url)}
            text={
              <>
                <Code>{url}</Code> <bdi>({platform ?? nt('draft.no-platform')})</bdi>
              </>
            }
          />
        ))}
      </fieldset>
      <ChoiceField
        label={nt('notice.provision')}
        value={provision}
        options={provisions.map((one) => [one.id, language === 'fr' ? one.fr : one.en])}
        onChoose={setProvision}
      />
      {kind === 'order' && (
        <TextField
          label={nt('draft.decision')}
          hint={nt('draft.decision.hint')}
          value={decision}
          onInput={setDecision}
          input={{ dir: 'auto', autocomplete: 'off', maxlength: 300 }}
        />
      )}
      <div class="field">
        <p class="field-label">{nt('notice.excerpts')}</p>
        {excerpts.map((text) => (
          <p key={text} class="notice-excerpt">
            <PostTextInline text={text} />
          </p>
        ))}
      </div>
      <NoteField
        label={nt('draft.procurement')}
        hint={nt('draft.ground.hint', { count })}
        value={procurement}
        onInput={setProcurement}
        maxLength={GROUND_LENGTH}
      />
      <NoteField
        label={nt('draft.benefit')}
        hint={nt('draft.ground.hint', { count })}
        value={benefit}
        onInput={setBenefit}
        maxLength={GROUND_LENGTH}
      />
      <StepFailure failure={failure} />
      <div class="actions">
        <button type="submit" class="button button-primary" disabled={isBusy}>
          {nt('draft.submit')}
        </button>
      </div>
      <p class="warning-text" role="status">
        {isMissing && nt('draft.missing', { count })}
      </p>
    </form>
  );
}

/** The one that was cited before, or the only one that there is. */
function provisionOf({ provisions }: PreparationView, before: NoticeContent | null): string {
  const cited = provisions.find(({ en, fr }) => before?.provision === en || before?.provision === fr);
  return (cited ?? (provisions.length === 1 ? provisions[0] : undefined))?.id ?? '';
}
