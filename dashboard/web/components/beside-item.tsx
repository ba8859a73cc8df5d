import type { ItemView } from '../../wire.ts';
import { withCaseWords } from '../state/case-words.ts';
import { settings } from '../state/desk.ts';
import { Later } from './later.tsx';

const offerCase = () => withCaseWords(import('./offer-case-panel.tsx')).then((module) => module.OfferCase);
const callBack = () => withCaseWords(import('./call-back.tsx')).then((module) => module.CallBack);
const breakGlass = () => withCaseWords(import('./break-glass-panel.tsx')).then((module) => module.BreakGlass);

/** What few people may do with an item besides judging it; its code and words come for them alone. */
export function BesideItem({ item, onChanged }: { item: ItemView; onChanged: () => void }) {
  const { id: itemId, lane } = item;
  const may = settings.value?.may;
  const isOffer = lane === 'review' && item.outcome === 'offer';
  return (
    <>
      {item.mayCallBack && <Later load={callBack} with={{ itemId, onChanged }} isQuiet />}
      {may?.cases && isOffer && <Later load={offerCase} with={{ itemId }} />}
      {may?.breakGlass && lane === 'protect' && !item.isErased && (
        <Later load={breakGlass} with={{ itemId }} />
      )}
    </>
  );
}
