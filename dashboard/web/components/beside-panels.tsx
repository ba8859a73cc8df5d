import type { ItemView } from '../../wire.ts';
import { ct } from '../state/case-words.ts';
import { BreakGlass } from './break-glass-panel.tsx';
import { CallBack } from './call-back.tsx';
import { Notice } from './notice.tsx';
import { OfferCase } from './offer-case-panel.tsx';

export interface BesideProps {
  readonly item: ItemView;
  readonly onChanged: () => void;
  readonly mayUseCases: boolean;
  readonly mayBreakGlass: boolean;
}

/**
 * The panels beside an item. Where a judgment ended one call and the same page shows the next, nothing else on it looks different, so
 * each such call is said anew (PRO-07).
 */
export function BesidePanels({ item, onChanged, mayUseCases, mayBreakGlass }: BesideProps) {
  const { id: itemId } = item;
  return (
    <>
      {item.isAnotherCall && (
        <Notice key={item.openedAt} kind="info" title={ct('another-call.text')} isAlert isStill />
      )}
      {item.mayCallBack && <CallBack itemId={itemId} onChanged={onChanged} />}
      {mayUseCases && <OfferCase itemId={itemId} />}
      {mayBreakGlass && <BreakGlass itemId={itemId} />}
    </>
  );
}
