import type { ItemView } from '../../wire.ts';
import { withCaseWords } from '../state/case-words.ts';
import { settings } from '../state/desk.ts';
import { Later } from './later.tsx';

const offerCase = () => withCaseWords(import('./offer-case-panel.tsx')).then((module) => module.OfferCase);
const callBack = () => import('./call-back.tsx').then((module) => module.loadCallBack());
const breakGlass = () => withCaseWords(import('./break-glass-panel.tsx')).then((module) => module.BreakGlass);

/** What few people may do with an item besides judging it; its code and words come for them alone. */
export function BesideItem({ item, onChanged }: { item: ItemView; onChanged: () => void }) {
  return (
    <>
      {item.mayCallBack === true && <Later load={callBack} with={{ itemId: item.id, onChanged }} isQuiet />}
      <OfRole item={item} />
    </>
  );
}

function OfRole({ item }: { item: ItemView }) {
  const may = settings.value?.may;
  if (may?.cases === true && item.lane === 'review' && item.outcome === 'offer')
    return <Later load={offerCase} with={{ itemId: item.id }} />;
  if (may?.breakGlass === true && item.lane === 'protect' && item.isErased !== true)
    return <Later load={breakGlass} with={{ itemId: item.id }} />;
  return null;
}
