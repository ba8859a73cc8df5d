import { setTimeout as pause } from 'node:timers/promises';
import { afterAll } from 'vitest';

const GRACE_MS = 2000;

// Registered before any hook of a test file, so it runs after all of them.
afterAll(async () => {
  const end = Date.now() + GRACE_MS;
  // A child that was just ended needs a moment until its exit is known here.
  while (children() > 0 && Date.now() < end) await pause(20);
  if (children() > 0)
    throw new Error(`expected no child process to outlive its test file, found ${children()}`);
});

function children(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length;
}
