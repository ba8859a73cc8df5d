import { AppError, messageOf } from '../queue/runtime/errors.ts';
import type { AppContext } from './environment.ts';
import { problem } from './problem.ts';
import type { Fault } from './wire.ts';

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'Not signed in',
  403: 'Refused',
  404: 'Not found',
  409: 'Not possible now',
  410: 'No longer valid',
  413: 'Too large',
  422: 'Not yet',
  429: 'Too many',
  502: 'A source failed',
  503: 'Not available',
};

/**
 * The only place where an error becomes an HTTP answer. A caller's own fault is explained in full; a failure on our
 * side says no more than its code and a reference, because its message may name paths and hosts. Causes stay in the log.
 */
export function handleError(error: unknown, context: AppContext): Response {
  const reference = context.get('reference');
  const { logger } = context.get('dashboard');
  if (!(error instanceof AppError)) {
    logger.error({ reference, error: messageOf(error), stack: stackOf(error) }, 'request failed');
    return problem(context, {
      title: 'Something failed',
      status: 500,
      code: 'internal',
      detail: `Vigie could not answer. The process log says more under reference ${reference}.`,
      reference,
    });
  }
  const { status } = error.traits;
  const title = TITLES[status] ?? 'Something failed';
  if (status < 500) {
    const faults = faultsOf(error);
    return problem(context, {
      title,
      status,
      code: error.code,
      detail: error.message,
      ...(faults.length > 0 && { faults }),
      ...(typeof error.details.waitMs === 'number' && { waitMs: error.details.waitMs }),
    });
  }
  logger.error({ reference, code: error.code, error: error.message }, 'request failed');
  return problem(context, {
    title,
    status,
    code: error.code,
    detail: `Vigie could not answer (${error.code}). The process log says more under reference ${reference}.`,
    reference,
  });
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack?.split('\n').slice(1, 8).join('\n') : undefined;
}

function faultsOf(error: AppError): readonly Fault[] {
  const { faults } = error.details;
  return Array.isArray(faults) ? faults.filter(isFault) : [];
}

function isFault(value: unknown): value is Fault {
  return (
    typeof value === 'object' &&
    value !== null &&
    'path' in value &&
    'message' in value &&
    typeof value.path === 'string' &&
    typeof value.message === 'string'
  );
}
