import type { OwnAccount } from '../../wire.ts';
import { accessApi } from '../state/access-api.ts';
import { dateTime } from '../state/format.ts';
import { named, t } from '../state/locale.ts';
import { useAction } from '../state/use-action.ts';
import { StepFailure } from './notice.tsx';

/** Where somebody is signed in, and a way to end it there. No fresh sign-in is asked for: it takes nothing but access. */
export function OwnSessions({ account, onChanged }: { account: OwnAccount; onChanged: () => void }) {
  const { isBusy, failure, run } = useAction();
  return (
    <section aria-labelledby="own-sessions">
      <h2 id="own-sessions">{t('own.sessions')}</h2>
      <StepFailure failure={failure} />
      <ul class="own-list">
        {account.sessions.map(({ id, method, openedAt, seenAt, isThis }) => (
          <li key={id} class="own-entry">
            <span id={`own-${id}`}>
              {t('own.session', { time: dateTime(openedAt), method: named('own.method', method) })}
              <small>{isThis ? t('own.session.this') : t('own.last-used', { time: dateTime(seenAt) })}</small>
            </span>
            {!isThis && (
              <button
                type="button"
                class="button button-small"
                disabled={isBusy}
                aria-describedby={`own-${id}`}
                onClick={() => void run(() => accessApi.endSession(id), onChanged)}
              >
                {t('own.session.end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {account.sessions.length > 2 && (
        <div class="actions">
          <button
            type="button"
            class="button"
            disabled={isBusy}
            onClick={() => void run(accessApi.endOtherSessions, onChanged)}
          >
            {t('own.session.end-others')}
          </button>
        </div>
      )}
    </section>
  );
}
