import { cpuMicroseconds } from '../bench/cpu-time.ts';

const ROUNDS = 3;

/** What a call takes, ms of computing, the best of three. */
export function leastComputing(run: () => void): number {
  return Math.min(...Array.from({ length: ROUNDS }, () => cpuMicroseconds(run))) / 1000;
}
