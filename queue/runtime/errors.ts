/**
 * How a failed job is treated: tried again, given up (dead-lettered), dropped from the queue's store until the records
 * name it anew, or the process stopped.
 */
type RetryPolicy = 'retry' | 'give-up' | 'drop' | 'stop-process';

interface ErrorTraits {
  /** HTTP status the dashboard answers with. */
  readonly status: number;
  readonly retry: RetryPolicy;
  /** Process exit code of the command line: 1 findings, 2 usage, 3 configuration, 4 data or integrity, 5 unavailable. */
  readonly exit: number;
}

/** Every coded error of the product: one row says what the transport, the dashboard and the command line do with it. */
export const ERROR_TRAITS = {
  'usage.invalid': { status: 400, retry: 'give-up', exit: 2 },
  'config.invalid': { status: 500, retry: 'stop-process', exit: 3 },
  'config.rules': { status: 500, retry: 'stop-process', exit: 3 },
  'rules.changed': { status: 409, retry: 'give-up', exit: 3 },
  'config.public': { status: 500, retry: 'stop-process', exit: 3 },
  'config.rights': { status: 500, retry: 'stop-process', exit: 3 },
  'config.sources': { status: 500, retry: 'stop-process', exit: 3 },
  'input.invalid': { status: 400, retry: 'give-up', exit: 4 },
  'input.too-large': { status: 413, retry: 'give-up', exit: 4 },
  'vault.key': { status: 500, retry: 'stop-process', exit: 3 },
  'vault.sealed': { status: 500, retry: 'give-up', exit: 4 },
  'storage.none': { status: 503, retry: 'stop-process', exit: 5 },
  'storage.owned': { status: 503, retry: 'stop-process', exit: 5 },
  'storage.newer-schema': { status: 503, retry: 'stop-process', exit: 3 },
  'storage.unwritable': { status: 503, retry: 'stop-process', exit: 5 },
  'storage.unavailable': { status: 503, retry: 'retry', exit: 5 },
  'queue.unavailable': { status: 503, retry: 'retry', exit: 5 },
  'port.in-use': { status: 503, retry: 'stop-process', exit: 5 },
  'source.unreachable': { status: 502, retry: 'retry', exit: 5 },
  'source.blocked': { status: 502, retry: 'give-up', exit: 5 },
  'source.changed': { status: 502, retry: 'give-up', exit: 4 },
  'source.refused': { status: 403, retry: 'give-up', exit: 3 },
  'browser.none': { status: 503, retry: 'give-up', exit: 5 },
  'capture.not-due': { status: 409, retry: 'drop', exit: 5 },
  'work.stopped': { status: 409, retry: 'drop', exit: 5 },
  'resume.refused': { status: 409, retry: 'give-up', exit: 1 },
  'hold.refused': { status: 409, retry: 'give-up', exit: 1 },
  'statistics.refused': { status: 409, retry: 'give-up', exit: 1 },
  'report.refused': { status: 409, retry: 'give-up', exit: 1 },
  'report.unreadable': { status: 503, retry: 'retry', exit: 5 },
  'evaluation.refused': { status: 409, retry: 'give-up', exit: 1 },
  'evidence.incomplete': { status: 500, retry: 'give-up', exit: 4 },
  'export.refused': { status: 409, retry: 'give-up', exit: 1 },
  'notice.refused': { status: 409, retry: 'give-up', exit: 1 },
  'alert.undelivered': { status: 502, retry: 'retry', exit: 5 },
  'translator.unavailable': { status: 502, retry: 'give-up', exit: 5 },
  'item.not-found': { status: 404, retry: 'give-up', exit: 2 },
  'item.conflict': { status: 409, retry: 'give-up', exit: 1 },
  'question.nobody': { status: 409, retry: 'give-up', exit: 1 },
  'item.too-early': { status: 422, retry: 'give-up', exit: 1 },
  'session.none': { status: 401, retry: 'give-up', exit: 2 },
  'session.other': { status: 401, retry: 'give-up', exit: 2 },
  'session.stale': { status: 403, retry: 'give-up', exit: 2 },
  'sign-in.refused': { status: 401, retry: 'give-up', exit: 2 },
  'sign-in.unknown': { status: 403, retry: 'give-up', exit: 2 },
  'sign-in.unproven': { status: 401, retry: 'give-up', exit: 2 },
  'sign-in.one-factor': { status: 403, retry: 'give-up', exit: 2 },
  'sign-in.over': { status: 410, retry: 'give-up', exit: 2 },
  'provider.unavailable': { status: 502, retry: 'give-up', exit: 5 },
  'sign-in.throttled': { status: 429, retry: 'give-up', exit: 1 },
  'link.invalid': { status: 410, retry: 'give-up', exit: 2 },
  'operator.unknown': { status: 403, retry: 'give-up', exit: 2 },
  'account.not-found': { status: 404, retry: 'give-up', exit: 2 },
  'account.conflict': { status: 409, retry: 'give-up', exit: 1 },
  'account.roles': { status: 409, retry: 'give-up', exit: 1 },
  'request.too-many': { status: 429, retry: 'give-up', exit: 1 },
  'request.forbidden': { status: 403, retry: 'give-up', exit: 2 },
  'evidence.missing': { status: 500, retry: 'give-up', exit: 4 },
  'evidence.altered': { status: 500, retry: 'give-up', exit: 4 },
  'evidence.unreadable': { status: 503, retry: 'retry', exit: 5 },
  'evidence.unwritable': { status: 503, retry: 'retry', exit: 5 },
  'log.unreadable': { status: 503, retry: 'retry', exit: 5 },
  'log.inconsistent': { status: 500, retry: 'give-up', exit: 4 },
  'backup.invalid': { status: 500, retry: 'give-up', exit: 4 },
} as const satisfies Record<string, ErrorTraits>;

export type ErrorCode = keyof typeof ERROR_TRAITS;

/**
 * The one error class of the product. The message says what was expected, what was found, where, and what to do; it
 * never holds post text. `details` are plain data for machines.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    details: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.details = details;
  }

  get traits(): ErrorTraits {
    return ERROR_TRAITS[this.code];
  }
}

/** What the system or the database calls a failure, such as `ENOENT` or `23505`; `undefined` where it has no such name. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { readonly code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** The message of anything thrown, without NUL and lone surrogates (PostgreSQL refuses both). */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll('\u0000', '').toWellFormed().slice(0, 2000);
}
