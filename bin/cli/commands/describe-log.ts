import type { LogNotice } from '../../../queue/log/index.ts';

export function describeNotices(notices: readonly LogNotice[]): string[] {
  return notices.map(({ index, reason }) => `to be explained: entry ${index}: ${reason}`);
}

export function describeKinds(kinds: Readonly<Record<string, number>>): string[] {
  return Object.entries(kinds).map(([kind, count]) => `  ${kind} ${count}`);
}
