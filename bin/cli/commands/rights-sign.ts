import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { AppError } from '../../../queue/runtime/errors.ts';
import { publicKeyOf } from '../../../rules/index.ts';
import {
  type Assessment,
  readAssessment,
  readRightsApprovers,
  rightsFolder,
  signAssessment,
} from '../../../workers/rights/index.ts';
import { EXIT } from '../exit.ts';
import { configFrom } from '../program.ts';
import { readPrivateKey } from '../signing-key.ts';

export interface SignRightsOptions {
  readonly as: string;
  readonly key: string;
}

/** Only a complete assessment is signed, by somebody else than its author, with a listed key. */
export async function signRights(file: string, options: SignRightsOptions): Promise<number> {
  if (!existsSync(file))
    throw new AppError('usage.invalid', `expected an assessment at ${file}, found no file`);
  const { value: assessment, faults } = await readAssessment(file);
  const folder = rightsFolder(configFrom({}).configDir);
  const listed = await readRightsApprovers(folder);
  const problems = [...faults, ...listed.faults];
  if (assessment === undefined || problems.length > 0) {
    const lines = problems.map(
      ({ file: at, line, column, message }) => `${at}:${line}:${column}: ${message}`,
    );
    throw new AppError('config.rights', lines.join('\n'));
  }
  const key = await readPrivateKey(options.key, 'vigie rights keygen');
  const approver = listed.approvers.find(({ id }) => id === options.as);
  if (approver?.publicKey !== publicKeyOf(key)) {
    throw new AppError(
      'usage.invalid',
      `expected the key of an approver, found none of "${options.as}" with this key; list it in ${folder}/approvers.yml as\n` +
        `  - { id: ${options.as}, publicKey: "${publicKeyOf(key)}" }`,
    );
  }
  if (assessment.preparedBy === options.as) {
    throw new AppError('usage.invalid', `expected somebody else than "${options.as}", who prepared ${file}`);
  }
  await writeSignatures(file, signAssessment(assessment, options.as, key));
  console.log(`${file}: signed by ${options.as}; counts until ${assessment.expiresOn}`);
  return EXIT.done;
}

/** Comments and layout of the file stay as they are. */
async function writeSignatures(file: string, signatures: Assessment['signatures']): Promise<void> {
  const document = parseDocument(await readFile(file, 'utf8'));
  document.set('signatures', document.createNode(signatures));
  await writeFile(file, document.toString({ lineWidth: 0 }));
}
