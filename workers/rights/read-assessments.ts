import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type FileFault, faultLine } from '../../queue/runtime/file-fault.ts';
import type { YamlFile } from '../../queue/runtime/yaml/parse-yaml.ts';
import { readYamlFile } from '../../queue/runtime/yaml/yaml-file.ts';
import { type Approver, Approvers } from '../../rules/index.ts';
import { signatureFaults } from '../signed/signatures.ts';
import { ASSESSMENT_KINDS, ASSESSMENT_SIGNING, Assessment, type AssessmentKind } from './assessment.ts';
import type { AssessmentStanding } from './assessment-standing.ts';

const NAMES: Readonly<Record<AssessmentKind, string>> = {
  dpia: 'data protection impact assessment',
  fria: 'fundamental rights impact assessment',
};

/** The folder of the assessments and of those who may sign them. */
export function rightsFolder(configDir: string): string {
  return join(configDir, 'rights');
}

export interface ReadApprovers {
  readonly approvers: readonly Approver[];
  readonly faults: readonly FileFault[];
}

/** Who may sign assessments: `approvers.yml` beside them. Whoever may release rules may not therefore sign here. */
export async function readRightsApprovers(folder: string): Promise<ReadApprovers> {
  const file = join(folder, 'approvers.yml');
  if (!existsSync(file)) return { approvers: [], faults: [] };
  const { value, faults } = await readYamlFile(file, { schema: Approvers, holds: 'one list of approvers' });
  return { approvers: value?.approvers ?? [], faults };
}

/**
 * Reads both assessments and says how they stand. Nothing is thrown for what they say or lack: a process runs without
 * them, and fetches nothing.
 */
export async function readAssessments(configDir: string): Promise<AssessmentStanding> {
  const folder = rightsFolder(configDir);
  const { approvers, faults } = await readRightsApprovers(folder);
  const read = await Promise.all(ASSESSMENT_KINDS.map((kind) => readOne(folder, kind, approvers)));
  return {
    faults: [...faults.map(faultLine), ...read.flatMap((one) => one.faults)],
    periods: read.flatMap((one) => one.period ?? []),
  };
}

type Period = AssessmentStanding['periods'][number];

async function readOne(
  folder: string,
  kind: AssessmentKind,
  approvers: readonly Approver[],
): Promise<{ faults: string[]; period?: Period }> {
  const file = join(folder, `${kind}.yml`);
  if (!existsSync(file)) {
    const template = `docs/rights/${kind}.template.yml`;
    return {
      faults: [
        `${file}: expected a signed ${NAMES[kind]}, found no file; copy ${template} there, fill in every part, and have it signed with "vigie rights sign"`,
      ],
    };
  }
  const { value, faults, placeOf } = await readAssessment(file);
  if (value === undefined) return { faults: faults.map(faultLine) };
  if (value.kind !== kind) {
    const message = `expected "kind: ${kind}", found "${value.kind}"; each assessment has a file of its own`;
    return { faults: [faultLine({ file, ...placeOf(['kind']), message })] };
  }
  const place = placeOf(['signatures']);
  return {
    faults: signatureFaults(value, approvers, ASSESSMENT_SIGNING).map((message) =>
      faultLine({ file, ...place, message }),
    ),
    period: { name: NAMES[kind], from: value.preparedOn, until: value.expiresOn },
  };
}

/** One assessment, with every fault of its file. */
export function readAssessment(file: string): Promise<YamlFile<Assessment>> {
  return readYamlFile(file, { schema: Assessment, holds: 'one assessment' });
}
