import type { CompiledRules } from '../compile/compiled-rules.ts';
import { numbersOf } from '../compile/flat-lists.ts';
import { wholeGate } from '../compile/whole-gate.ts';

/** What adds up to a person at risk, by numbers, so that a post is told in no time whether enough of it was touched. */
export interface Needs {
  /** By list, the number of the sign that it stands for, or of several; 0 for none. Languages have lists of their own for one sign. */
  readonly ofList: Uint8Array;
  /** By that number, how many signs. */
  readonly signs: Uint8Array;
  /** By that number, their points. */
  readonly points: Uint8Array;
  /** By that number, 1 where one of them says that something is wrong. */
  readonly isWrong: Uint8Array;
  /** By that number, 1 once it was met in the post that is asked about. */
  readonly met: Uint8Array;
  /** Points that all words of a post together add at most. */
  readonly most: number;
  /** Points that they must add up to. */
  readonly needed: number;
}

export function emptyNeeds({ rules, signsOfList, gate }: CompiledRules): Needs {
  const known: string[] = [''];
  const counts: number[] = [0];
  const points: number[] = [0];
  const isWrong: number[] = [0];
  const ofList = new Uint8Array(signsOfList.from.length - 1);
  for (let list = 0; list < ofList.length; list += 1) {
    const signs = [...numbersOf(signsOfList, list)].flatMap((index) => rules[index] ?? []);
    const names = signs.map(({ id }) => id).join();
    if (!known.includes(names)) {
      known.push(names);
      counts.push(signs.length);
      points.push(signs.reduce((sum, { weight }) => sum + weight, 0));
      isWrong.push(signs.some(({ category }) => category === 'vulnerability') ? 1 : 0);
    }
    ofList[list] = known.indexOf(names);
  }
  return {
    ofList,
    signs: Uint8Array.from(counts),
    points: Uint8Array.from(points),
    isWrong: Uint8Array.from(isWrong),
    met: new Uint8Array(points.length),
    most: rules.reduce((sum, { category, weight }) => (category === 'appeal' ? sum + weight : sum), 0),
    needed: wholeGate(gate).protectionThreshold,
  };
}
