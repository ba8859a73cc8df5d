import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Source } from '../../../queue/contracts/index.ts';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { ASSESSMENT_KINDS } from '../../../workers/rights/assessment.ts';
import { assessmentGaps, assessmentsEnd, readAssessments } from '../../../workers/rights/index.ts';
import { decideRequest } from '../../../workers/sources/decide-request.ts';
import { authorisationOf, dayFromNow } from '../../support/authorisation.ts';
import { signedAssessment, unsignedAssessment, writeAssessment, writeRights } from '../../support/rights.ts';

let configDir: string;
beforeEach(() => {
  configDir = mkdtempSync(join(tmpdir(), 'vigie-rights-'));
  writeRights(configDir);
});
afterEach(() => rmSync(configDir, { recursive: true }));

async function gaps(nowMs = Date.now()): Promise<string[]> {
  return assessmentGaps(await readAssessments(configDir), nowMs);
}

const PARTS = ASSESSMENT_KINDS.flatMap((kind) =>
  Object.keys(unsignedAssessment(kind).parts).map((part) => [kind, part] as const),
);

describe('the assessments', () => {
  it('PUR-06 complete, signed and unexpired, let collection run', async () => {
    expect(await gaps()).toEqual([]);
    expect(assessmentsEnd(await readAssessments(configDir))).toBe(dayFromNow(200));
  });

  it.each(PARTS)('PUR-06 %s without %s do not, and the part is named', async (kind, part) => {
    const whole = signedAssessment(kind);
    for (const blank of ['', '   ', undefined]) {
      writeAssessment(configDir, kind, { ...whole, parts: { ...whole.parts, [part]: blank } });
      const [gap, ...more] = await gaps();
      expect(gap).toContain(`"parts.${part}"`);
      expect(gap).toMatch(new RegExp(`/${kind}\\.yml:\\d+:\\d+: `));
      expect(more).toEqual([]);
    }
  });

  it.each(ASSESSMENT_KINDS)('PUR-06 %s that is missing is named, with what to do', async (kind) => {
    rmSync(join(configDir, 'rights', `${kind}.yml`));
    expect(await gaps()).toEqual([
      expect.stringMatching(`${kind}.yml: expected a signed .*copy docs/rights/${kind}`),
    ]);
  });

  it.each(ASSESSMENT_KINDS)(
    'PUR-06 %s that is unsigned, altered, or signed by its author or a stranger does not count',
    async (kind) => {
      const whole = signedAssessment(kind);
      const [signature] = whole.signatures;
      const faulty: [object, RegExp][] = [
        [{ ...whole, signatures: [] }, /expected a signature, found none/],
        [{ ...whole, controller: 'another' }, /expected the text that "officer" signed/],
        [{ ...whole, preparedBy: 'officer' }, /somebody else than "officer"/],
        [{ ...whole, preparedBy: ' OFFICER.' }, /somebody else than "officer"/],
        [{ ...whole, preparedBy: 'ｏfficer' }, /somebody else than "officer"/],
        [{ ...whole, signatures: [{ ...signature, by: 'nobody' }] }, /found "nobody"; list the key/],
      ];
      for (const [content, message] of faulty) {
        writeAssessment(configDir, kind, content);
        expect(await gaps()).toEqual([expect.stringMatching(message)]);
      }
    },
  );

  it('PUR-06 of another kind are told which kinds there are', async () => {
    writeAssessment(configDir, 'dpia', { ...signedAssessment('dpia'), kind: 'dpa' });
    expect(await gaps()).toEqual([
      expect.stringContaining('expected one of "dpia", "fria" for "kind", found "dpa"; correct it'),
    ]);
  });

  it('PUR-06 are two files: one does not stand for the other', async () => {
    writeAssessment(configDir, 'fria', signedAssessment('dpia'));
    expect(await gaps()).toEqual([
      expect.stringMatching(/fria\.yml:2:7: expected "kind: fria", found "dpia"/),
    ]);
  });

  it('PUR-06 end on their day, and cannot be written for longer than a year', async () => {
    const at = (days: number) => Date.parse(dayFromNow(days));
    expect(await gaps(at(199))).toEqual([]);
    expect(await gaps(at(200))).toHaveLength(2);
    expect(await gaps(at(-11))).toHaveLength(2);
    writeAssessment(configDir, 'dpia', { ...signedAssessment('dpia'), expiresOn: dayFromNow(400) });
    expect(await gaps()).toEqual([expect.stringContaining('at most 366 days')]);
  });

  it('name every fault of every file at once', async () => {
    rmSync(join(configDir, 'rights', 'fria.yml'));
    const { parts, ...rest } = signedAssessment('dpia');
    writeAssessment(configDir, 'dpia', {
      ...rest,
      parts: { ...parts, harms: '', oversight: '' },
      expiresOn: 'soon',
    });
    appendFileSync(join(configDir, 'rights', 'approvers.yml'), 'more: x\n');
    expect(await gaps()).toHaveLength(5);
  });
});

describe('the templates', () => {
  it.each(ASSESSMENT_KINDS)('of the %s has every part, empty', (kind) => {
    const text = readFileSync(join(projectRoot(), 'docs', 'rights', `${kind}.template.yml`), 'utf8');
    const template = parse(text);
    const whole = unsignedAssessment(kind);
    expect(Object.keys(template)).toEqual(Object.keys(whole));
    expect(Object.keys(template.parts)).toEqual(Object.keys(whole.parts));
    expect(Object.values(template.parts).filter((part) => part !== '')).toEqual([]);
  });
});

describe('the decision', () => {
  const url = 'https://board.example.org/latest';
  const source = Source.parse({ id: 'a', kind: 'feed', name: 'A', url, authorisation: authorisationOf(url) });

  it('PUR-06 refuses every request once an assessment has ended', async () => {
    const assessments = await readAssessments(configDir);
    const decide = (days: number) =>
      decideRequest({ source, assessments }, Date.parse(dayFromNow(days)), new URL(url))?.reason;
    expect(decide(1)).toBeUndefined();
    expect(decide(200)).toBe('no-assessment');
  });

  it('PUR-06 lets a demonstration ask for its own machine only', () => {
    const decide = (address: string) => {
      const authorisation = authorisationOf(address);
      const demo = Source.parse({ id: 'a', kind: 'feed', name: 'A', url: address, authorisation });
      return decideRequest({ source: demo, assessments: 'demo' }, Date.now(), new URL(address))?.reason;
    };
    expect(decide('http://127.0.0.1:8080/feed')).toBeUndefined();
    expect(decide(url)).toBe('no-assessment');
  });
});
