import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { AppError } from '../../queue/runtime/errors.ts';
import { faultLine } from '../../queue/runtime/file-fault.ts';
import type { YamlFile } from '../../queue/runtime/yaml/parse-yaml.ts';
import { isSamePerson, publicKeyOf } from '../../rules/index.ts';
import { readRightsApprovers, rightsFolder } from '../../workers/rights/index.ts';
import { addSignature, type Signable, type SigningKind } from '../../workers/signed/signatures.ts';
import { requireListedKey } from './listed-key.ts';
import { configFrom } from './program.ts';
import { readPrivateKey } from './signing-key.ts';

export interface SignOptions {
  readonly as: string;
  readonly key: string;
}

/** What is signed: how it is read, and what it is called. */
interface SignedFile<T extends Signable> {
  readonly kind: SigningKind;
  readonly name: string;
  read(file: string): Promise<YamlFile<T>>;
}

/**
 * Signs a file without faults, as somebody else than its author, with a key that is listed for the rights staff.
 * @throws AppError `usage.invalid`, `config.rights`
 */
export async function signFile<T extends Signable>(
  file: string,
  options: SignOptions,
  { kind, name, read }: SignedFile<T>,
): Promise<T> {
  if (!existsSync(file)) throw new AppError('usage.invalid', `expected ${name} at ${file}, found no file`);
  const { value, faults } = await read(file);
  const folder = rightsFolder(configFrom({}).configDir);
  const listed = await readRightsApprovers(folder);
  const problems = [...faults, ...listed.faults];
  if (value === undefined || problems.length > 0) {
    throw new AppError('config.rights', problems.map(faultLine).join('\n'));
  }
  const key = await readPrivateKey(options.key, 'vigie rights keygen');
  const list = { approvers: listed.approvers, file: `${folder}/approvers.yml` };
  requireListedKey({ id: options.as, publicKey: publicKeyOf(key) }, list);
  if (isSamePerson(options.as, value.preparedBy)) {
    throw new AppError(
      'usage.invalid',
      `expected somebody else than "${value.preparedBy}", who prepared ${file}`,
    );
  }
  const signatures = addSignature(value, options.as, key, kind);
  // Comments and layout of the file stay as they are.
  const document = parseDocument(await readFile(file, 'utf8'));
  document.set('signatures', document.createNode(signatures));
  await writeFile(file, document.toString({ lineWidth: 0 }));
  return value;
}
