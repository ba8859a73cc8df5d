import { ASSESSMENT_SIGNING, readAssessment } from '../../../workers/rights/index.ts';
import { EXIT } from '../exit.ts';
import { type SignOptions, signFile } from '../sign-file.ts';
import { say } from '../terminal.ts';

/** Only a complete assessment is signed, by somebody else than its author, with a listed key. */
export async function signRights(file: string, options: SignOptions): Promise<number> {
  const { expiresOn } = await signFile(file, options, {
    kind: ASSESSMENT_SIGNING,
    name: 'an assessment',
    read: readAssessment,
  });
  say(`${file}: signed by ${options.as}; counts until ${expiresOn}`);
  return EXIT.done;
}
