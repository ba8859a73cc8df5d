import type { Vault } from '../vault/index.ts';
import { endControl } from './control-ends.ts';
import { endSample, isSample } from './sample-ends.ts';
import type { Step } from './step.ts';

/** What a step comes to for an item that lies beside those of posts: a post whose answer is known, or one that was drawn. */
export async function endBeside(step: Step, vault: Vault): Promise<void> {
  if (await isSample(step)) await endSample(step, vault);
  else await endControl(step);
}
