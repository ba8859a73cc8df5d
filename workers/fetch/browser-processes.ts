import { readFile } from 'node:fs/promises';
import { kill } from 'node:process';
import type { CDPSession } from 'playwright-core';

export interface BrowserProcess {
  readonly pid: number;
  /** Chromium's own word: `browser`, `renderer`, `GPU`, `utility`... */
  readonly type: string;
  /** Bytes that only this process holds, or 0 where they cannot be read. */
  readonly privateBytes: number;
  /** Bytes of files and shared memory, most of them held by the other processes of the browser too. */
  readonly sharedBytes: number;
}

/** What the browser says about its processes, with their memory from `/proc`; memory is 0 where there is none. */
export async function listProcesses(session: CDPSession): Promise<BrowserProcess[]> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return await Promise.all(
    processInfo.map(async ({ id, type }) => ({ pid: id, type, ...(await memoryOf(id)) })),
  );
}

/** Memory of a whole browser in bytes; what its processes share is counted once, as the largest share. */
export function totalMemory(processes: readonly BrowserProcess[]): number {
  const shared = Math.max(0, ...processes.map(({ sharedBytes }) => sharedBytes));
  return processes.reduce((sum, { privateBytes }) => sum + privateBytes, shared);
}

/** Ends a process of one of our browsers; one that is gone already is fine. */
export function endProcess(pid: number): void {
  try {
    kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** @see proc(5), `/proc/pid/status`: RssAnon, RssFile and RssShmem, in KiB. */
async function memoryOf(pid: number): Promise<{ privateBytes: number; sharedBytes: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const bytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) * 1024;
  return { privateBytes: bytes('RssAnon'), sharedBytes: bytes('RssFile') + bytes('RssShmem') };
}
