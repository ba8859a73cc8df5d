import type { ComponentChildren } from 'preact';
import type { ApiFailure } from '../state/api.ts';
import { failureWords } from '../state/failure-words.ts';
import { t } from '../state/locale.ts';

/** A designed state in place of content: empty, failed, missing. */
export function Notice(props: {
  kind: 'empty' | 'failed' | 'info' | 'warning';
  title: string;
  /** It answers what somebody just did. */
  isAlert?: boolean;
  /** It came without that: what the reader is at stays in sight. */
  isStill?: boolean;
  children?: ComponentChildren;
}) {
  const { kind, title, isAlert = false, isStill = !isAlert, children } = props;
  return (
    <div
      class={`notice notice-${kind}`}
      role={isAlert ? 'alert' : undefined}
      ref={isStill ? null : comeIntoSight}
    >
      <p class="notice-title">{title}</p>
      {children}
    </div>
  );
}

/** An answer above a long form or list is not seen by who pressed a button below it. */
function comeIntoSight(notice: HTMLElement | null): void {
  notice?.scrollIntoView({ block: 'nearest' });
}

/**
 * Why something could not be loaded or recorded, with a way to try again unless nothing is there: in the interface's language, and below it in the
 * server's own words, which are exact and English; what the browser said has none.
 */
export function FailureNotice(props: { failure: ApiFailure; title: string; onRetry?: () => void }) {
  const { failure, title, onRetry } = props;
  const { problem } = failure;
  return (
    <Notice kind="failed" title={title} isAlert isStill={onRetry !== undefined}>
      <p>{problem === null ? t('state.offline') : failureWords(problem)}</p>
      {problem?.detail && (
        <p class="hint">
          <bdi lang="en">{problem.detail}</bdi>
        </p>
      )}
      {onRetry !== undefined && problem?.status !== 404 && (
        <button type="button" class="button" onClick={onRetry}>
          {t('state.retry')}
        </button>
      )}
    </Notice>
  );
}

/** Why the last step was not recorded, where it was not. */
export function StepFailure({ failure }: { failure: ApiFailure | null }) {
  return failure && <FailureNotice failure={failure} title={t('state.failed.step')} />;
}

/** Placeholder bars; the words are for those who do not see them. */
export function Loading() {
  return (
    <div class="loading" role="status">
      <span class="visually-hidden">{t('state.loading')}</span>
      <span class="bar" />
      <span class="bar" />
      <span class="bar" />
    </div>
  );
}
