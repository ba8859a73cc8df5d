import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { vkeyOf } from '../../../queue/log/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { messageOf } from '../../../queue/runtime/errors.ts';
import { faultLine } from '../../../queue/runtime/file-fault.ts';
import { readAlertSettings } from '../../../workers/alerts/index.ts';
import { readRightsApprovers, rightsFolder } from '../../../workers/rights/index.ts';
import { readArchiveKey, SIGNER_FILE } from '../../../workers/signing/signer.ts';
import { readWitnesses } from '../../../workers/witness/read-witnesses.ts';
import { readPublicConfig } from '../public-config.ts';
import { approversFile, readApprovers } from '../rules/release-file.ts';
import { fileState, type KeyRow, NO_KEY } from './key-row.ts';

/**
 * Keys that the configuration names: of the unit's certificate, of its alerts, and the public halves of those that others keep.
 * @param isDemo whether the records are a demonstration's: it signs no archive, alerts nobody, and no witness sees its log
 */
export async function configuredKeys(config: Config, isDemo: boolean): Promise<readonly KeyRow[]> {
  const { configDir } = config;
  const approvers = join(rightsFolder(configDir), 'approvers.yml');
  const lists: readonly KeyList[] = [
    { key: 'archives', purpose: SIGNS_PAGES, file: join(configDir, SIGNER_FILE), read: archiveKey },
    { key: 'alerts', purpose: SIGNS_ALERTS, file: join(configDir, 'alerts.yml'), read: alertKeys },
    { key: 'rules', purpose: SIGNS_RULES, file: approversFile(configDir), read: ruleKeys },
    { key: 'rights', purpose: SIGNS_RIGHTS, file: approvers, read: rightsKeys },
    { key: 'reports', purpose: OPENS_REPORTS, file: join(configDir, 'public.yml'), read: reportKeys },
    { key: 'witness', purpose: COSIGNS, file: join(configDir, 'witnesses.policy'), read: witnessKeys },
  ];
  const shown = lists.filter(({ key }) => !isDemo || !UNASKED_BY_DEMO.includes(key));
  return (await Promise.all(shown.map((list) => orFault(list, config)))).flat();
}

const SIGNS_PAGES = 'signs captured pages';
const SIGNS_ALERTS = 'signs alerts to a duty desk';
const SIGNS_RULES = 'signs releases of rules';
const SIGNS_RIGHTS = 'signs assessments and messages of prevention';
const OPENS_REPORTS = 'opens reports of the public';
const COSIGNS = 'cosigns checkpoints of this log';
const UNASKED_BY_DEMO: readonly KeyRow['key'][] = ['archives', 'alerts', 'witness'];

/** What is to be read for the keys of one kind. */
interface KeyList {
  readonly key: KeyRow['key'];
  readonly purpose: string;
  readonly file: string;
  read(config: Config): Promise<readonly KeyRow[]>;
}

/** A list that names nobody, or cannot be read, is told of in its place, beside all the others. */
async function orFault({ key, purpose, file, read }: KeyList, config: Config): Promise<readonly KeyRow[]> {
  try {
    const rows = await read(config);
    if (rows.length > 0) return rows;
    const note = `${file} ${existsSync(file) ? 'names none' : 'is not there'}`;
    return [{ ...NO_KEY, key, purpose, state: 'none yet', note }];
  } catch (error) {
    const told = messageOf(error);
    // Most readers say themselves which file, and where in it.
    const note = told.includes(file) ? told : `${file}: ${told}`;
    return [{ ...NO_KEY, key, purpose, state: 'faulty', note }];
  }
}

/** Of somebody else: its private half is not, and must not be, on this computer. */
function held(key: KeyRow['key'], id: string | null, purpose: string, publicKey: string): KeyRow {
  return { key, id, purpose, publicKey, fingerprint: null, file: null, state: 'elsewhere', note: null };
}

async function ruleKeys({ configDir }: Config): Promise<readonly KeyRow[]> {
  const approvers = await readApprovers(configDir);
  return approvers.map(({ id, publicKey }) => held('rules', id, SIGNS_RULES, publicKey));
}

async function rightsKeys({ configDir }: Config): Promise<readonly KeyRow[]> {
  const { approvers, faults } = await readRightsApprovers(rightsFolder(configDir));
  if (faults.length > 0) throw new Error(faults.map(faultLine).join('\n'));
  return approvers.map(({ id, publicKey }) => held('rights', id, SIGNS_RIGHTS, publicKey));
}

async function reportKeys({ configDir }: Config): Promise<readonly KeyRow[]> {
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

async function archiveKey({ configDir }: Config): Promise<readonly KeyRow[]> {
  const read = await readArchiveKey(configDir);
  if (read === null) return [];
  const { domain: id, certificate, keyFile, faults } = read;
  const standing = fileState(keyFile);
  return [
    {
      ...{ key: 'archives', id, purpose: SIGNS_PAGES, file: keyFile },
      publicKey: certificate?.publicKey.export({ type: 'spki', format: 'pem' }).toString() ?? null,
      fingerprint: certificate?.fingerprint256.replaceAll(':', '').toLowerCase() ?? null,
      ...(standing.state === 'ok' && faults.length > 0
        ? { state: 'faulty', note: faults.join('\n') }
        : standing),
    },
  ];
}

/** Of contacts that get mail there is none: what a mail server asks for is no key. */
async function alertKeys({ configDir }: Config): Promise<readonly KeyRow[]> {
  const { contacts } = (await readAlertSettings(configDir)) ?? { contacts: [] };
  return contacts.flatMap(({ id, webhook }) => {
    if (webhook === undefined) return [];
    const file = webhook.secretFile;
    return [{ ...NO_KEY, key: 'alerts', id, purpose: SIGNS_ALERTS, file, ...fileState(file) }];
  });
}
