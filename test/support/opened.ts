import { afterEach } from 'vitest';

/** Closes after each test what it opened, the last first. Called once in a file, it answers what takes such things. */
export function closedAfterEach(): <T extends { close(): Promise<void> }>(resource: T) => T {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  return (resource) => {
    closing.push(() => resource.close());
    return resource;
  };
}
