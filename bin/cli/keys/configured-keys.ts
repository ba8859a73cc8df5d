import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { vkeyOf } from '../../../queue/log/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { messageOf } from '../../../queue/runtime/errors.ts';
import { faultLine } from '../../../queue/runtime/file-fault.ts';
import { readRightsApprovers, rightsFolder } from '../../../workers/rights/index.ts';
import { readArchiveSigner, SIGNER_FILE } from '../../../workers/signing/signer.ts';
import { readWitnesses } from '../../../workers/witness/read-witnesses.ts';
import { readPublicConfig } from '../public-config.ts';
import { approversFile, readApprovers } from '../rules/release-file.ts';
import type { KeyRow } from './key-row.ts';

/** Keys that the configuration names: of the unit's certificate, and the public halves of those that others keep. */
export async function configuredKeys(config: Config): Promise<readonly KeyRow[]> {
  const { configDir } = config;
  return [
    ...(await archiveKey(configDir)),
    ...(await orFault('rules', 'signs releases of rules', approversFile(configDir), () =>
      ruleKeys(configDir),
    )),
    ...(await orFault('rights', SIGNS_RIGHTS, join(rightsFolder(configDir), 'approvers.yml'), () =>
      rightsKeys(configDir),
    )),
    ...(await orFault('reports', OPENS_REPORTS, join(configDir, 'public.yml'), () => reportKeys(configDir))),
    ...(await orFault('witness', COSIGNS, join(configDir, 'witnesses.policy'), () => witnessKeys(config))),
  ];
}

const SIGNS_RIGHTS = 'signs assessments and messages of prevention';
const OPENS_REPORTS = 'opens reports of the public';
const COSIGNS = 'cosigns checkpoints of this log';

/** A list that cannot be read is told of in its place, beside all the others. */
async function orFault(
  key: KeyRow['key'],
  purpose: string,
  list: string,
  read: () => Promise<readonly KeyRow[]>,
): Promise<readonly KeyRow[]> {
  try {
    return await read();
  } catch (error) {
    const none = { id: null, publicKey: null, fingerprint: null, file: null };
    return [{ ...none, key, purpose, state: 'faulty', note: `${list}: ${messageOf(error)}` }];
  }
}

/** Of somebody else: its private half is not, and must not be, on this computer. */
function held(key: KeyRow['key'], id: string | null, purpose: string, publicKey: string): KeyRow {
  return { key, id, purpose, publicKey, fingerprint: null, file: null, state: 'elsewhere', note: null };
}

async function ruleKeys(configDir: string): Promise<readonly KeyRow[]> {
  const approvers = await readApprovers(configDir);
  return approvers.map(({ id, publicKey }) => held('rules', id, 'signs releases of rules', publicKey));
}

async function rightsKeys(configDir: string): Promise<readonly KeyRow[]> {
  const { approvers, faults } = await readRightsApprovers(rightsFolder(configDir));
  if (faults.length > 0) throw new Error(faults.map(faultLine).join('\n'));
  return approvers.map(({ id, publicKey }) => held('rights', id, SIGNS_RIGHTS, publicKey));
}

async function reportKeys(configDir: string): Promise<readonly KeyRow[]> {
  if (!existsSync(join(configDir, 'public.yml'))) return [];
  const { keys } = await readPublicConfig(configDir, false, SYSTEM_CLOCK.now());
  if (keys === undefined) return [];
  return [
    held('reports', null, OPENS_REPORTS, keys.reports),
    held('contact', null, 'opens the contact details of reporters', keys.contact),
  ];
}

async function witnessKeys({ configDir, witnessNetwork }: Config): Promise<readonly KeyRow[]> {
  const witnesses = await readWitnesses(configDir, witnessNetwork);
  const known = witnesses?.policy.witnesses ?? [];
  return known.map(({ name, key }) => held('witness', name, COSIGNS, vkeyOf(key)));
}

async function archiveKey(configDir: string): Promise<readonly KeyRow[]> {
  const row = { key: 'archives', id: null, purpose: 'signs captured pages', publicKey: null } as const;
  try {
    const signer = await readArchiveSigner(configDir);
    if (signer === null) {
      const note = `no ${SIGNER_FILE} in ${configDir}: archives are not signed (docs/evidence.md)`;
      return [{ ...row, fingerprint: null, file: null, state: 'none yet', note }];
    }
    const [{ fingerprint256 }] = signer.chain;
    const fingerprint = fingerprint256.replaceAll(':', '').toLowerCase();
    return [{ ...row, id: signer.domain, fingerprint, file: signer.keyFile, state: 'ok', note: null }];
  } catch (error) {
    return [{ ...row, fingerprint: null, file: null, state: 'faulty', note: messageOf(error) }];
  }
}
