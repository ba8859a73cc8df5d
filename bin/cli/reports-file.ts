import { z } from 'zod';

/** What `reports export` writes and `reports open` reads: one JSON object a line, the first of them this head. */
export const ExportHead = z.strictObject({
  vigie: z.literal('reports'),
  version: z.literal(1),
  /** Day on which it was written. */
  madeOn: z.iso.date(),
  reports: z.int(),
});

export const ExportLine = z.strictObject({
  thread: z.string().regex(/^[0-9a-f]{16}$/),
  receivedOn: z.iso.date(),
  state: z.string(),
  /** An age file, base64; the tool `age` opens it as well. */
  sealed: z.base64(),
  contact: z.base64().nullable(),
  /** Absent in files of before pictures were taken. */
  pictures: z.base64().nullable().default(null),
});
