import canonicalize from 'canonicalize';
import type { BagFile } from './bag/write-bag.ts';
import { type BundleContents, type BundleItem, folderOf, SHREDDING_PATH } from './contents.ts';
import { caseFile } from './documents/case-uco.ts';
import { CLAIMS, DOCUMENT_LANGUAGES } from './documents/claims.ts';
import { fontFaces } from './documents/fonts.ts';
import { instructions } from './documents/instructions.ts';
import {
  custodyPath,
  itemRecord,
  proofPath,
  signaturePath,
  signedDigest,
  tokenPath,
} from './documents/item-record.ts';
import { preservationLetter } from './documents/letters.ts';
import { summaryPage } from './documents/summary.ts';
import { technicalReport } from './documents/technical-report.ts';

/** Prints a page as PDF; `null` where there is no browser to do it. */
export type PrintPage = ((html: string) => Promise<Uint8Array>) | null;

/** Files under `data/`. */
export async function payloadFiles(contents: BundleContents, print: PrintPage): Promise<BagFile[]> {
  const { export: handed, log, items } = contents;
  const files = [
    json('data/export.json', exportRecord(contents)),
    json('data/case.jsonld', caseFile(contents)),
    json('data/technical-report.json', technicalReport(contents)),
    text('data/log/checkpoint', log.checkpoint),
    ...(log.shredding === null ? [] : [text(SHREDDING_PATH, log.shredding.proof)]),
  ];
  for (const language of DOCUMENT_LANGUAGES) {
    files.push(
      text(`data/summary.${language}.html`, summaryPage(contents, language, relativePicture)),
      text(`data/letters/preservation.${language}.txt`, preservationLetter(contents, language)),
    );
    if (print === null) continue;
    const pictures = await embeddedPictures(items);
    const pictureOf = ({ place }: BundleItem) => pictures.get(place) ?? null;
    const fonts = await fontFaces(contents.items.map(({ item }) => item.text).join('\n'));
    files.push(
      bytes(`data/summary.${language}.pdf`, await print(summaryPage(contents, language, pictureOf, fonts))),
    );
  }
  if (items.some(({ exhibit }) => !exhibit.startsWith(`${handed.caseNumber}/${handed.number}/`)))
    throw new Error(`expected exhibits of export ${handed.number}`);
  return [...files, ...items.flatMap(itemFiles)];
}

/** Files beside `data/`: instructions, and keys to check with. */
export function tagFiles(contents: BundleContents): BagFile[] {
  return [
    text('README.txt', instructions(contents)),
    text('keys/unit.pem', contents.unit.keyPem),
    text('keys/log.vkey', `${contents.log.vkey}\n`),
    ...[...contents.roots].map(([authority, pem]) => text(`keys/${authority}.pem`, pem)),
  ];
}

/** `bag-info.txt`, without Payload-Oxum. */
export function bagInfo({ export: handed, writtenAt, program, log }: BundleContents): [string, string][] {
  return [
    ['Source-Organization', log.origin],
    ['External-Identifier', `${handed.caseNumber}/${handed.number}`],
    ['External-Description', `${CLAIMS.en.claims.length} claims and their limits: see README.txt`],
    ['Bagging-Date', writtenAt.slice(0, 10)],
    ['Bag-Software-Agent', `vigie ${program.version}`],
  ];
}

function exportRecord({ export: handed, writtenAt, log, items }: BundleContents) {
  const { recipient, items: _, ...rest } = handed;
  const { id, name, country, nonRefoulement } = recipient;
  return {
    version: 1,
    ...rest,
    recipient: { id, name, country, nonRefoulement },
    writtenAt,
    log: { origin: log.origin, size: log.size },
    claims: CLAIMS,
    items: items.map(({ place, exhibit, item }) => ({
      place,
      exhibit,
      itemId: item.itemId,
      path: folderOf(place),
    })),
  };
}

function itemFiles(one: BundleItem): BagFile[] {
  const { place, item, objects, proofs } = one;
  const signedData = item.signature?.signedData ?? null;
  return [
    json(`${folderOf(place)}/item.json`, itemRecord(one)),
    ...objects.map(({ path, read }) => ({ path, bytes: read })),
    ...(signedData === null ? [] : [text(signaturePath(place), signedDigest(signedData))]),
    ...item.custody.flatMap(({ number, event, signature }) => {
      const path = custodyPath(place, number);
      const proof = proofs.get(number);
      return [
        bytes(`${path}.json`, event),
        bytes(`${path}.sig`, signature),
        ...(proof === undefined ? [] : [text(`${path}.tlog-proof`, proof)]),
      ];
    }),
    ...item.timestamps.flatMap(({ number, authority, token }) =>
      token === null ? [] : [bytes(tokenPath(place, number, authority), token)],
    ),
    ...item.timeProofs.flatMap(({ number, calendar, proof }) =>
      proof === null ? [] : [bytes(proofPath(place, number, calendar), proof)],
    ),
  ];
}

/** The picture of the post alone, or of the page where there is none; addressed from `data/`. */
function relativePicture({ objects }: BundleItem): string | null {
  return pictureOf(objects)?.path.slice('data/'.length) ?? null;
}

async function embeddedPictures(items: readonly BundleItem[]): Promise<Map<number, string>> {
  const pictures = new Map<number, string>();
  for (const { place, objects } of items) {
    const picture = pictureOf(objects);
    if (picture === undefined) continue;
    const content = Buffer.from(await picture.read()).toString('base64');
    pictures.set(place, `data:${picture.mediaType};base64,${content}`);
  }
  return pictures;
}

function pictureOf(objects: BundleItem['objects']): BundleItem['objects'][number] | undefined {
  const byRole = (wanted: string) => objects.find(({ role }) => role === wanted);
  return byRole('screenshot-post') ?? byRole('screenshot-page');
}

function json(path: string, value: unknown): BagFile {
  return text(path, `${canonicalize(value)}\n`);
}

function text(path: string, content: string): BagFile {
  return bytes(path, Buffer.from(content));
}

function bytes(path: string, content: Uint8Array): BagFile {
  return { path, bytes: () => content };
}
