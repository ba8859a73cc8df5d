import type { ItemView } from '../../wire.ts';
import { withCaseWords } from '../state/case-words.ts';
import { settings } from '../state/desk.ts';
import type { BesideProps } from './beside-panels.tsx';
import { Later } from './later.tsx';

const panels = () => withCaseWords(import('./beside-panels.tsx')).then((module) => module.BesidePanels);

/** What few people may do with an item besides judging it, or have to know; its code and words come for them alone. */
export function BesideItem({ item, onChanged }: { item: ItemView; onChanged: () => void }) {
  const may = settings.value?.may;
  const isProtected = item.lane === 'protect';
  const shown: BesideProps = {
    item,
    onChanged,
    mayUseCases: may?.cases === true && !isProtected && item.outcome === 'offer',
    mayBreakGlass: may?.breakGlass === true && isProtected && !item.isErased,
  };
  const hasSome = item.isAnotherCall || item.mayCallBack || shown.mayUseCases || shown.mayBreakGlass;
  return hasSome ? <Later load={panels} with={shown} isQuiet /> : null;
}
