import { readFileSync } from 'node:fs';

/** Clock ticks a second (Linux, `getconf CLK_TCK`). */
const TICKS = 100;

/** Computing of a process so far, user and system, seconds (proc(5), `/proc/pid/stat`, fields 14 and 15). */
export function cpuSecondsOf(pid: number): number {
  const behindName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
  const fields = behindName.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
