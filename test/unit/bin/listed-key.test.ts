import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { approverLine, requireApproverId, requireListedKey } from '../../../bin/cli/listed-key.ts';

const [ONE, OTHER, THIRD] = ['A', 'B', 'C'].map((letter) => `${letter.repeat(43)}=`) as [
  string,
  string,
  string,
];
const list = {
  approvers: [
    { id: 'ana', publicKey: ONE },
    { id: 'ben', publicKey: OTHER },
  ],
  file: 'config/approvers.yml',
};

function refusalOf(id: string, publicKey: string): string {
  try {
    requireListedKey({ id, publicKey }, list);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the key of whoever signs', () => {
  it('is the one that is listed for them', () => {
    expect(refusalOf('ana', ONE)).toBe('');
  });

  it('is said to be whose it is, and is never to be listed twice', () => {
    for (const id of ['ana', 'cleo']) {
      expect(refusalOf(id, OTHER)).toContain(`the key of "${id}", found that of "ben"`);
      expect(refusalOf(id, OTHER)).not.toContain('- {');
    }
  });

  it('takes the place of an earlier one of the same person', () => {
    for (const id of ['ana', 'Ana'])
      expect(refusalOf(id, THIRD)).toMatch(/lists for "ana".*in the place of theirs\n {2}- \{ id: ana, /);
  });

  it('is to be listed where neither is known', () => {
    expect(refusalOf('cleo', THIRD)).toContain(`list it in config/approvers.yml as\n  - { id: cleo, `);
  });
});

describe('the line of an approver', () => {
  it.each(['ana', 'Ana Silva', 'null', 'a, b', 'a: b', '#ana', '12', '-a', 'señor "x"', '@ana', 'ana }'])(
    'is YAML that says the id: %s',
    (id) => {
      expect(parse(approverLine({ id, publicKey: ONE }))).toEqual([{ id, publicKey: ONE }]);
    },
  );

  it.each(['', '  ', 'ana\nben', '...', 'a'.repeat(121)])('is made for no %j', (id) => {
    expect(() => requireApproverId(id)).toThrow(/expected after --id a name of one line/);
  });
});
