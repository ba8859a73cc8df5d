import { checkSignature, type Note, type NoteVerifier, parseVkey, SIGNATURE_TYPE } from './note.ts';

export interface PolicyWitness {
  /** As the policy calls it. */
  readonly name: string;
  readonly key: NoteVerifier;
  /** Where it takes checkpoints; `null` where only its signature is checked. */
  readonly url: URL | null;
}

/** Which witnesses must have cosigned a checkpoint before it counts (C2SP tlog-policy). */
export interface WitnessPolicy {
  /** Keys of logs; empty where the log is known from elsewhere. */
  readonly logs: readonly NoteVerifier[];
  readonly witnesses: readonly PolicyWitness[];
  /** Whether these witnesses are enough, by their names in the policy. */
  isQuorum(names: ReadonlySet<string>): boolean;
}

/** Witnesses of a policy whose signature on a note holds. */
export function witnessesOf(note: Note, policy: WitnessPolicy): ReadonlySet<string> {
  return new Set(
    policy.witnesses.filter(({ key }) => checkSignature(note, key) === 'good').map(({ name }) => name),
  );
}

type Rule = (names: ReadonlySet<string>) => boolean;

/** @returns or every fault, each with its line */
export function parsePolicy(text: string): WitnessPolicy | readonly string[] {
  const draft = new Draft();
  for (const [at, line] of text.split('\n').entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    if (words.length === 0 || words[0]?.startsWith('#') === true) continue;
    const fault = draft.add(words);
    if (fault !== null) draft.faults.push(`line ${at + 1}: ${fault}`);
  }
  const { quorum, faults, logs, witnesses } = draft;
  if (quorum === null) faults.push('expected a line "quorum", found none');
  return quorum === null || faults.length > 0 ? faults : { logs, witnesses, isQuorum: quorum };
}

class Draft {
  readonly faults: string[] = [];
  readonly logs: NoteVerifier[] = [];
  readonly witnesses: PolicyWitness[] = [];
  quorum: Rule | null = null;
  readonly #rules = new Map<string, Rule>();
  /** Each name counts in one group only. */
  readonly #used = new Set<string>();

  /** @returns what is wrong with a line, or `null` */
  add([word = '', ...rest]: readonly string[]): string | null {
    if (word === 'log') return this.#addLog(rest);
    if (word === 'witness') return this.#addWitness(rest);
    if (word === 'group') return this.#addGroup(rest);
    if (word === 'quorum') return this.#setQuorum(rest);
    return `expected log, witness, group or quorum, found "${word}"`;
  }

  #addLog([vkey = '', , ...more]: readonly string[]): string | null {
    const key = parseVkey(vkey);
    if (typeof key === 'string') return key;
    if (key.type !== SIGNATURE_TYPE.log || more.length > 0)
      return 'expected "log KEY [URL]" with the key of a log';
    if (isKnown(this.logs, key)) return 'expected each key of a log once, found it twice';
    this.logs.push(key);
    return null;
  }

  #addWitness([name = '', vkey = '', address, ...more]: readonly string[]): string | null {
    const key = parseVkey(vkey);
    if (typeof key === 'string') return key;
    if (key.type !== SIGNATURE_TYPE.cosignature || more.length > 0)
      return 'expected "witness NAME KEY [URL]" with the key of a witness';
    const keys = this.witnesses.map((witness) => witness.key);
    if (isKnown(keys, key)) return 'expected each key of a witness once, found it twice';
    if (address !== undefined && !URL.canParse(address)) return `expected an address, found "${address}"`;
    const fault = this.#name(name, (names) => names.has(name));
    if (fault === null)
      this.witnesses.push({ name, key, url: address === undefined ? null : new URL(address) });
    return fault;
  }

  #addGroup([name = '', wanted = '', ...members]: readonly string[]): string | null {
    const least = wanted === 'any' ? 1 : wanted === 'all' ? members.length : Number(wanted);
    if (!Number.isInteger(least) || least < 1 || least > members.length)
      return `expected all, any, or a number from 1 to ${members.length} behind the group's name, found "${wanted}"`;
    const rules: Rule[] = [];
    for (const member of members) {
      const rule = this.#rules.get(member);
      if (rule === undefined) return `expected a witness or group of an earlier line, found "${member}"`;
      if (this.#used.has(member)) return `expected each name in one group at most, found "${member}" again`;
      this.#used.add(member);
      rules.push(rule);
    }
    return this.#name(name, (names) => rules.filter((rule) => rule(names)).length >= least);
  }

  #setQuorum([name = '', ...more]: readonly string[]): string | null {
    if (this.quorum !== null || more.length > 0) return 'expected one line "quorum NAME", found more';
    const rule = name === 'none' ? () => true : this.#rules.get(name);
    if (rule === undefined) return `expected a witness or group of an earlier line, or none, found "${name}"`;
    this.quorum = rule;
    return null;
  }

  #name(name: string, rule: Rule): string | null {
    if (name === '' || name === 'none' || this.#rules.has(name))
      return `expected a name of its own, found "${name}"`;
    this.#rules.set(name, rule);
    return null;
  }
}

function isKnown(keys: readonly NoteVerifier[], key: NoteVerifier): boolean {
  return keys.some(({ publicKey }) => publicKey.equals(key.publicKey));
}
