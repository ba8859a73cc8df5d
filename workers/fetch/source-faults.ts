import type { SourceReason } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';

/** Plain data that goes with a fault: never body text, an author or a full address with its query. */
export interface FaultDetails {
  /** Stable machine word for what happened; `status` stands for the HTTP status beside it. */
  readonly reason: SourceReason | 'status';
  readonly host?: string;
  readonly status?: number;
  readonly [key: string]: unknown;
}

/** The source does not answer, or answers brokenly; trying again later may help. */
export function unreachable(message: string, details: FaultDetails, cause?: unknown): AppError {
  return new AppError('source.unreachable', message, { ...details }, cause === undefined ? {} : { cause });
}

/** The source refuses us or shows a wall. Vigie never works around one. */
export function blocked(message: string, details: FaultDetails): AppError {
  return new AppError('source.blocked', message, { ...details });
}

/** We refuse to ask: robots, scope or address. */
export function refused(message: string, details: FaultDetails): AppError {
  return new AppError('source.refused', message, { ...details });
}

/** The source answers something else than what it is configured to be. */
export function changed(message: string, details: FaultDetails, cause?: unknown): AppError {
  return new AppError('source.changed', message, { ...details }, cause === undefined ? {} : { cause });
}
