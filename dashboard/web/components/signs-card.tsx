import type { OversightView } from '../../wire-oversight.ts';
import { markedLanguage, uncheckedNote } from '../state/checked.ts';
import { number, sentenceList } from '../state/format.ts';
import { ot } from '../state/oversight-words.ts';
import { FigureOrigin } from './figure-origin.tsx';

/** What was counted apart when posts were scored: whoever adds a call for help to an offer keeps it from review. */
export function SignsCard({ signs }: Pick<OversightView, 'signs'>) {
  return (
    <section class="card" aria-labelledby="over-signs">
      <h2 id="over-signs">{ot('over.signs')}</h2>
      <p class="hint">{ot('over.signs.hint')}</p>
      {signs.length === 0 && <p class="hint">{ot('over.signs.none')}</p>}
      <ul class="gaps">
        {signs.map(({ month, sign, count, languages }) => (
          <li key={`${month} ${sign}`}>
            {ot(`sign.${sign}`, {
              month,
              count: number(count),
              languages: sentenceList(
                languages.map((one) => `${markedLanguage(one.language)} ${number(one.count)}`),
              ),
            })}
          </li>
        ))}
      </ul>
      <p class="hint">{uncheckedNote()}</p>
      {/* No entry of the log holds these: entries of scoring commit to assessments, and count lanes alone. */}
      <FigureOrigin origin={{ query: '/api/oversight', kinds: [], range: {} }} />
    </section>
  );
}
