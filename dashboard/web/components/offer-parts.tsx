import { useMemo, useRef } from 'preact/hooks';
import type { CitedSpan } from '../../../queue/contracts/index.ts';
import { sentencesOf } from '../post/sentences.ts';
import { settings } from '../state/desk.ts';
import { type Draft, isSameSpan, toggled } from '../state/draft.ts';
import { named, t } from '../state/locale.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { ChoiceLine } from './choice-line.tsx';
import { Kbd } from './kbd.tsx';
import { PostTextInline } from './post-text.tsx';

const ELEMENT_KEYS: Readonly<Record<string, string>> = {
  enables_entry: 'e',
  enables_stay: 't',
  procures_documents: 'd',
  seeks_benefit: 'b',
  endangers_life: 'l',
  degrading_treatment: 'w',
};

interface PartsProps {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}

/** The element checklist: what makes an offer one. A migrant's own conduct is no element and cannot be chosen. */
export function ElementChoice({ draft, onDraft }: PartsProps) {
  const groups = Object.entries(settings.value?.elements ?? {});
  const choose = (element: string) => onDraft({ ...draft, elements: toggled(draft.elements, element) });
  useShortcuts(
    Object.fromEntries(
      groups.flatMap(([, elements]) =>
        elements.map((element) => [ELEMENT_KEYS[element] ?? element, () => choose(element)]),
      ),
    ),
  );
  return (
    <>
      {groups.map(([group, elements]) => (
        <fieldset key={group}>
          <legend>{named('element.group', group)}</legend>
          {elements.map((element) => (
            <ChoiceLine
              key={element}
              type="checkbox"
              name="element"
              value={element}
              isChosen={draft.elements.includes(element)}
              onChoose={() => choose(element)}
              text={named('element', element)}
            >
              <Kbd name={ELEMENT_KEYS[element] ?? ''} />
            </ChoiceLine>
          ))}
        </fieldset>
      ))}
      <p class="hint">{t('judge.elements.hint')}</p>
    </>
  );
}

/** The sentences of the post, to cite those that show the offer. */
export function CitedParts(props: PartsProps & { text: string; language: string }) {
  const { draft, onDraft, text, language } = props;
  const sentences = useMemo(() => sentencesOf(text, language), [text, language]);
  const list = useRef<HTMLFieldSetElement>(null);
  const cite = (span: CitedSpan) => onDraft({ ...draft, spans: toggled(draft.spans, span, isSameSpan) });
  useShortcuts({ s: () => focusNext(list.current) });
  return (
    <fieldset ref={list} class="cited">
      <legend>
        {t('judge.cite')} <Kbd name="s" />
      </legend>
      <small>{t('judge.cite.hint')}</small>
      <div class="cited-list">
        {sentences.map((span) => (
          <ChoiceLine
            key={span.start}
            type="checkbox"
            name="span"
            value={`${span.start}-${span.end}`}
            isChosen={draft.spans.some((one) => isSameSpan(one, span))}
            onChoose={() => cite(span)}
            text={<PostTextInline text={text.slice(span.start, span.end)} />}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** Moves the focus to the sentence behind the one that has it; the space bar cites. */
function focusNext(list: HTMLFieldSetElement | null): void {
  const boxes = [...(list?.querySelectorAll('input') ?? [])];
  const at = boxes.indexOf(document.activeElement as HTMLInputElement);
  boxes[(at + 1) % boxes.length]?.focus();
}
