export * from './assessment.ts';
export * from './decision.ts';
export * from './entry.ts';
export * from './item.ts';
export * from './job.ts';
export * from './post.ts';
export * from './source.ts';
export * from './status.ts';
