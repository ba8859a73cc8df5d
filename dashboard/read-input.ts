import { z } from 'zod';
import { AppError } from '../queue/runtime/errors.ts';
import type { AppContext } from './environment.ts';
import type { Fault } from './wire.ts';

/** The body of a request that says all it says by its address. */
export const Nothing = z.strictObject({});

/** The JSON body, validated. @throws AppError `input.invalid` that lists every fault. */
export async function readBody<Shape extends z.ZodType>(
  context: AppContext,
  shape: Shape,
): Promise<z.infer<Shape>> {
  const text = await context.req.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError('input.invalid', 'Expected a JSON object as the body, found text that is not JSON.', {
      faults: [{ path: '', message: 'not JSON' }],
    });
  }
  return validated(shape, value, 'body');
}

/** The query string, validated. @throws AppError `input.invalid` that lists every fault. */
export function readQuery<Shape extends z.ZodType>(context: AppContext, shape: Shape): z.infer<Shape> {
  return validated(shape, context.req.query(), 'query');
}

function validated<Shape extends z.ZodType>(shape: Shape, value: unknown, where: string): z.infer<Shape> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const faults: Fault[] = result.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: issue.message,
  }));
  const first = faults.map((fault) =>
    fault.path === '' ? fault.message : `${fault.path}: ${fault.message}`,
  );
  throw new AppError('input.invalid', `The ${where} is not valid. ${first.join('; ')}.`, { faults });
}

/** The number that the address names. @throws AppError `item.not-found` for anything else. */
export function readNumber(context: AppContext, what: string): number {
  const given = context.req.param('id') ?? '';
  if (/^[1-9]\d{0,14}$/.test(given)) return Number(given);
  throw new AppError('item.not-found', `Expected the number of ${what}, found something that is none.`);
}
