import type { Assessment } from '../../../queue/contracts/index.ts';
import type { NamedThing, TryView } from '../../wire-try.ts';
import { number, sentenceList } from '../state/format.ts';
import { named, t } from '../state/locale.ts';
import { tryingNamed, tryingText } from '../state/trying-words.ts';
import { PostTextInline } from './post-text.tsx';

/** What a text lacked for the review queue; of a person at risk that is not asked. */
export function Lacks({ view }: { view: TryView }) {
  const isProtect = view.lane === 'protect';
  const lacks = isProtect ? [] : view.assessment.trace.flatMap(lackOf);
  if (lacks.length === 0 && !isProtect) return null;
  return (
    <section aria-labelledby="lacks-title">
      <h3 id="lacks-title">{tryingText('try.lacks')}</h3>
      {isProtect && <p class="hint">{tryingText('try.lacks.protect')}</p>}
      {lacks.length > 0 && (
        <ul class="trace">
          {lacks.map((lack) => (
            <li key={lack}>{lack}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function lackOf(step: Assessment['trace'][number]): string[] {
  if (step.step !== 'gate' || step.met !== false) return [];
  const needed = Number(step.needed);
  if (step.part === 'provider') return [tryingText('try.lacks.provider')];
  if (step.part === 'kinds') {
    const kinds = Array.isArray(step.found) ? step.found.map((kind) => named('category', String(kind))) : [];
    const found = kinds.length === 0 ? '–' : sentenceList(kinds);
    return [tryingText('try.lacks.kinds', { needed: number(needed), count: number(kinds.length), found })];
  }
  if (step.part !== 'threshold') return [];
  const score = Number(step.score);
  const values = { needed: number(needed), score: number(score), more: number(needed - score) };
  return [tryingText('try.lacks.threshold', values)];
}

/** Why rules failed on a text, in the program's own words; that they did stands among the steps. */
export function Failures({ view }: { view: TryView }) {
  const failed = view.assessment.trace.filter(({ step }) => step === 'errored');
  if (failed.length === 0) return null;
  return (
    <section aria-labelledby="errored-title">
      <h3 id="errored-title">{tryingText('try.errored')}</h3>
      <ul class="trace">
        {failed.map(({ rule, error }) => (
          <li key={String(rule)}>
            <bdi class="mono">{String(rule)}</bdi>
            {t('app.colon')}
            <bdi lang="en">{String(error)}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Contacts, sums, routes and dates that a text names, each as it stands there and as it is compared. */
export function NamedThings({ view }: { view: TryView }) {
  if (view.named.length === 0) return null;
  return (
    <section aria-labelledby="named-title">
      <h3 id="named-title">{tryingText('try.named')}</h3>
      <p class="hint">{tryingText('try.named.hint')}</p>
      <ul class="trace">
        {view.named.map((thing) => (
          <li key={`${thing.kind} ${thing.start}`}>
            <Named thing={thing} view={view} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Named({ thing, view }: { thing: NamedThing; view: TryView }) {
  const words = view.text.slice(thing.start, thing.end);
  return (
    <>
      {tryingNamed('try.named', thing.kind) + t('app.colon')}
      <q>
        <PostTextInline text={words} />
      </q>
      {thing.value !== words && (
        <>
          {` ${tryingText('try.named.same')} `}
          <q>
            <PostTextInline text={thing.value} />
          </q>
        </>
      )}
    </>
  );
}
