import { settings } from '../state/desk.ts';
import { t } from '../state/locale.ts';
import { type FigureSources, logAddress } from '../state/log-address.ts';

/** What figures were asked with, and for whoever may read the log the entries that they count. */
export function FigureOrigin({ origin: { query, kinds, range } }: { origin: FigureSources }) {
  const mayLog = settings.value?.may.log === true;
  return (
    <p class="hint figure-origin">
      <a href={query} download="figures.json">
        {t('figures.query')}
      </a>
      {mayLog && kinds.length > 0 && (
        <>
          {' · '}
          {t('figures.log')}
          {t('app.colon')}
          {kinds.map((kind, at) => (
            <span key={kind}>
              {at > 0 && ' '}
              <a class="mono" href={logAddress({ kind, ...range })}>
                <bdi>{kind}</bdi>
              </a>
            </span>
          ))}
        </>
      )}
    </p>
  );
}
