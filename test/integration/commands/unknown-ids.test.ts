import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, type Scene } from './scene.ts';

const WHY = ['--reason', 'an order of the court'];

// 1 means "done, with findings", and that a second person must approve: a script would take a typo for an approval.
describe('an id that does not exist, and an argument that nothing can be done with', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = openScene();
    await scene.begin();
  });
  afterAll(() => scene.close());

  it.each<readonly [words: string, ...args: string[]]>([
    ['none with the number 99', 'legal-holds', 'approve', '99'],
    ['none with the number 99', 'legal-holds', 'lift', '99'],
    ['none with the id nope', 'legal-holds', 'request', 'nope', '--days', '2', ...WHY],
    ['found "nope", which never was', 'rules', 'lift', 'nope'],
    ['none with the id "nope"', 'rules', 'hold', 'nope', ...WHY],
    ['found "nope", which never was', 'evaluation', 'lift', 'nope'],
    ['a month that has not begun, found 2020-01', 'evaluation', 'fix', '2020-01'],
    ['a month that is over, found 2099-12', 'evaluation', 'run', '2099-12'],
    ['a month whose plan was fixed before it began, found 2020-01', 'evaluation', 'run', '2020-01'],
    ['a name of at least 2 characters', 'users', 'invite', '', '--role', 'reviewer'],
    ['none with the name "Nobody"', 'users', 'grant', 'Nobody', 'reviewer'],
    ['found none with the number 99', 'dead', 'replay', '99'],
    ['found neither', 'dead', 'replay'],
    ['found both', 'dead', 'replay', '1', '--all'],
    ['an author of at least 2 characters, found ""', 'users', 'author', 'Nobody', ''],
    ['a stop in force, found none', 'resume', '--approve'],
    ['no entry for "nothing"', 'log', 'proof', 'nothing'],
  ])('ends with 2: %s', { timeout: 120_000 }, async (words, ...args) => {
    const done = await scene.onData(...args);
    expect(done.stderr).toContain(words);
    expect(done).toMatchObject({ code: 2, stdout: '' });
  });
});
