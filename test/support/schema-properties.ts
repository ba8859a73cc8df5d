import { z } from 'zod';

/** Names of every property that a value of a schema can have, at any depth. */
export function propertiesOf(schema: z.ZodType): string[] {
  return named(z.toJSONSchema(schema, { unrepresentable: 'any' }));
}

function named(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(schema.properties as object) : [];
  return [...own, ...Object.values(schema).flatMap(named)];
}
