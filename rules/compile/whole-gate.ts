import type { Gate } from '../gate.ts';

export type WholeGate = { readonly [Part in keyof Gate]-?: number };

/** The gate's numbers, also those that its pack leaves out. */
export function wholeGate(gate: Gate): WholeGate {
  const { threshold, kinds, plainThreshold = threshold, disputedThreshold = threshold } = gate;
  const { terseThreshold = plainThreshold, protectionThreshold = threshold } = gate;
  return { threshold, plainThreshold, terseThreshold, disputedThreshold, protectionThreshold, kinds };
}
