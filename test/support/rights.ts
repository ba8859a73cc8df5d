import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { publicKeyOf } from '../../rules/index.ts';
import { ASSESSMENT_SIGNING, Assessment, type AssessmentKind } from '../../workers/rights/assessment.ts';
import { addSignature } from '../../workers/signed/signatures.ts';
import { dayFromNow } from './authorisation.ts';

const { privateKey: KEY } = generateKeyPairSync('ed25519');
const OFFICER = { id: 'officer', publicKey: publicKeyOf(KEY) };

/** A complete assessment of a test, unsigned. */
export function unsignedAssessment(kind: AssessmentKind, nowMs = Date.now()): Assessment {
  const words = (about: string) =>
    `In this test every post is invented, so ${about} is nobody and nothing real.`;
  return Assessment.parse({
    version: 1,
    kind,
    controller: 'the test',
    preparedBy: 'writer',
    preparedOn: dayFromNow(-10, nowMs),
    expiresOn: dayFromNow(200, nowMs),
    parts: {
      processes: words('the process'),
      periodAndFrequency: words('the period'),
      affectedGroups: words('the group'),
      harms: words('the harm'),
      oversight: words('the oversight'),
      measuresAndComplaints: words('the complaint'),
      ...(kind === 'dpia' ? { safeguards: words('the safeguard') } : {}),
    },
    signatures: [],
  });
}

export function signedAssessment(kind: AssessmentKind, nowMs = Date.now()): Assessment {
  const assessment = unsignedAssessment(kind, nowMs);
  return { ...assessment, signatures: addSignature(assessment, OFFICER.id, KEY, ASSESSMENT_SIGNING) };
}

/** Writes one assessment file into a configuration folder; whatever it is given is what stands there. */
export function writeAssessment(configDir: string, kind: AssessmentKind, content: unknown): string {
  mkdirSync(join(configDir, 'rights'), { recursive: true });
  const file = join(configDir, 'rights', `${kind}.yml`);
  writeFileSync(file, stringify(content));
  return file;
}

/** Both assessments, signed and in force, with the list of who may sign: live collection may run. */
export function writeRights(configDir: string): void {
  writeAssessment(configDir, 'dpia', signedAssessment('dpia'));
  writeAssessment(configDir, 'fria', signedAssessment('fria'));
  writeFileSync(join(configDir, 'rights', 'approvers.yml'), stringify({ approvers: [OFFICER] }));
}
