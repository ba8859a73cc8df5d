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
  const faults: Fault[] = result.success ? [] : result.error.issues.map(faultOf);
  faults.push(...unkeepable(value));
  if (result.success && faults.length === 0) return result.data;
  const first = faults.map((fault) =>
    fault.path === '' ? fault.message : `${fault.path}: ${fault.message}`,
  );
  throw new AppError('input.invalid', `The ${where} is not valid. ${first.join('; ')}.`, { faults });
}

function faultOf({ path, message }: z.core.$ZodIssue): Fault {
  return { path: path.join('.'), message };
}

/** The texts that no record can hold: the database refuses U+0000, and half of a pair is no character. */
function unkeepable(given: unknown): Fault[] {
  const faults: Fault[] = [];
  // No recursion: how deep a body goes is the sender's choice.
  const waiting: { path: string; value: unknown }[] = [{ path: '', value: given }];
  for (const { path, value } of waiting) {
    if (typeof value === 'string') {
      if (value.includes('\0')) faults.push({ path, message: 'expected no U+0000 in a text' });
      else if (!value.isWellFormed()) faults.push({ path, message: 'expected whole characters in a text' });
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value))
        waiting.push({ path: path === '' ? name : `${path}.${name}`, value: inner });
    }
  }
  return faults;
}

/** The number that the address names. @throws AppError `item.not-found` for anything else. */
export function readNumber(context: AppContext, what: string): number {
  const given = context.req.param('id') ?? '';
  if (/^[1-9]\d{0,14}$/.test(given)) return Number(given);
  throw new AppError('item.not-found', `Expected the number of ${what}, found something that is none.`);
}
