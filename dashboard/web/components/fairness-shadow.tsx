import type { FairnessReport } from '../../../queue/contracts/index.ts';
import { markedLanguage } from '../state/checked.ts';
import { fairnessText } from '../state/fairness-words.ts';
import { number } from '../state/format.ts';

/** Languages in shadow, and how many of their posts rules would have flagged; nothing where there never was one. */
export function FairnessShadow({ shadow }: { shadow: FairnessReport['shadow'] }) {
  if (shadow.length === 0) return null;
  return (
    <section class="card" aria-labelledby="fairness-shadow">
      <h2 id="fairness-shadow">{fairnessText('shadow.title')}</h2>
      <p class="hint">{fairnessText('shadow.hint')}</p>
      <ul class="gaps">
        {shadow.map(({ language, posts, isInForce }) => (
          <li key={language}>
            {fairnessText(isInForce ? 'shadow.now' : 'shadow.before', {
              language: markedLanguage(language),
              posts: number(posts),
            })}
          </li>
        ))}
      </ul>
      <a href="/api/fairness/shadow.csv" download>
        {fairnessText('fairness.csv')}
      </a>
    </section>
  );
}
