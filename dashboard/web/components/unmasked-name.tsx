import { useEffect, useMemo, useState } from 'preact/hooks';
import type { UnmaskedNames } from '../../wire-casework.ts';
import { caseApi } from '../state/case-api.ts';
import { ct } from '../state/case-words.ts';
import { countdown } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { useAction } from '../state/use-action.ts';
import { useNow } from '../state/use-now.ts';
import { IdentityList } from './identity-list.tsx';
import { FailureNotice } from './notice.tsx';

/** Reads who wrote an offer while that is allowed, and puts it out of sight by itself when the time is over (ACC-02). */
export function UnmaskedName({ itemId, onOver }: { itemId: string; onOver: () => void }) {
  const [names, setNames] = useState<UnmaskedNames | null>(null);
  const { isBusy, failure, run } = useAction();
  if (names !== null) return <InSight names={names} onHide={() => setNames(null)} onOver={onOver} />;
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} title={t('state.failed')} />}
      <button
        type="button"
        class="button"
        disabled={isBusy}
        onClick={() => void run(() => caseApi.readNames(itemId), setNames)}
      >
        {ct('name.read')}
      </button>
      <p class="hint">{ct('name.read.hint')}</p>
    </>
  );
}

function InSight(props: { names: UnmaskedNames; onHide: () => void; onOver: () => void }) {
  const { names, onHide, onOver } = props;
  // Counted from when the answer came, so that a clock that is wrong here changes nothing.
  const endMs = useMemo(() => Date.now() + names.leftMs, [names]);
  const leftMs = endMs - useNow(1000);
  const isOver = leftMs <= 0;
  useEffect(() => {
    if (isOver) onOver();
  }, [isOver]);
  if (isOver) return <p class="hint">{ct('name.over')}</p>;
  return (
    <>
      <IdentityList identities={names.identities} />
      <p class="name-left">
        <span role="timer">{ct('name.left', { time: countdown(leftMs) })}</span>
        <button type="button" class="button button-small" onClick={onHide}>
          {ct('name.hide')}
        </button>
      </p>
    </>
  );
}
