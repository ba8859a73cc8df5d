import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileFault, faultLine } from '../../queue/runtime/file-fault.ts';
import { nullIfMissing } from '../../queue/runtime/null-if-missing.ts';
import type { YamlFile } from '../../queue/runtime/yaml/parse-yaml.ts';
import { readYamlFile } from '../../queue/runtime/yaml/yaml-file.ts';
import { type Approver, traitsNamedIn } from '../../rules/index.ts';
import { readRightsApprovers, rightsFolder } from '../rights/index.ts';
import { signatureFaults } from '../signed/signatures.ts';
import { PREVENTION_SIGNING, PreventionMessage } from './message.ts';

/** A message of the configuration, and all that keeps it from being used today. */
export interface StandingMessage {
  readonly file: string;
  /** `undefined` where the file has a fault. */
  readonly message: PreventionMessage | undefined;
  readonly faults: readonly string[];
}

export function preventionFolder(configDir: string): string {
  return join(configDir, 'prevention');
}

/** One message, with every fault of its file but those of its signatures. */
export async function readMessage(file: string): Promise<YamlFile<PreventionMessage>> {
  const read = await readYamlFile(file, { schema: PreventionMessage, holds: 'one prevention message' });
  if (read.value === undefined) return read;
  const faults = traitFaults(read.value, file, read.placeOf);
  return faults.length === 0 ? read : { ...read, value: undefined, faults };
}

/** The messages in `config/prevention/`, by file name; none where there is no such folder. */
export async function readMessages(configDir: string, nowMs: number): Promise<StandingMessage[]> {
  const folder = preventionFolder(configDir);
  const names = (await readdir(folder).catch((error: unknown) => nullIfMissing(error))) ?? [];
  const listed = await readRightsApprovers(rightsFolder(configDir));
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  const read = await Promise.all(files.map((name) => standing(join(folder, name), listed.approvers, nowMs)));
  const unlisted = listed.faults.map(faultLine);
  return read.map((one) => ({ ...one, faults: [...one.faults, ...sameId(one, read), ...unlisted] }));
}

async function standing(
  file: string,
  approvers: readonly Approver[],
  nowMs: number,
): Promise<StandingMessage> {
  const { value, faults, placeOf } = await readMessage(file);
  if (value === undefined) return { file, message: undefined, faults: faults.map(faultLine) };
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const signed = signatureFaults(value, approvers, PREVENTION_SIGNING);
  return {
    file,
    message: value,
    faults: [
      ...signed.map((message) => faultLine({ file, ...placeOf(['signatures']), message })),
      ...(today < value.preparedOn
        ? [
            faultLine({
              file,
              ...placeOf(['preparedOn']),
              message: `it may be used from ${value.preparedOn} only`,
            }),
          ]
        : []),
      ...(today >= value.expiresOn
        ? [
            faultLine({
              file,
              ...placeOf(['expiresOn']),
              message: `it ended on ${value.expiresOn}; review it, and have it signed anew`,
            }),
          ]
        : []),
    ],
  };
}

/** A message that names a people or a faith is aimed at it, or may be taken so. */
function traitFaults(
  { language, title, official, paragraphs, placements }: PreventionMessage,
  file: string,
  placeOf: YamlFile<unknown>['placeOf'],
): FileFault[] {
  const parts: (readonly [path: readonly string[], text: string])[] = [
    [['title'], title],
    [['official'], official],
    ...paragraphs.map(({ text }, at) => [['paragraphs', String(at), 'text'], text] as const),
    ...placements.map(({ where }, at) => [['placements', String(at), 'where'], where] as const),
  ];
  return parts.flatMap(([path, text]) =>
    traitsNamedIn(text, language).map((trait) => ({
      file,
      ...placeOf(path),
      message: `${path.join('.')}: expected no people, faith or dialect, found "${trait}"; speak to everybody`,
    })),
  );
}

function sameId({ file, message }: StandingMessage, all: readonly StandingMessage[]): string[] {
  const other = all.find((one) => one.file !== file && one.message?.id === message?.id);
  if (message === undefined || other === undefined) return [];
  return [`${file}: expected an id of its own, found "${message.id}" in ${other.file} too`];
}
