import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { PreventionMessage } from '../../workers/prevention/message.ts';
import { ROOT } from '../architecture/support/source-files.ts';
import { dayFromNow } from './authorisation.ts';

/** The message of the template, in force now and unsigned. */
export function preventionMessage(nowMs = Date.now()): PreventionMessage {
  const template = parse(readFileSync(join(ROOT, 'docs/rights/prevention.template.yml'), 'utf8'));
  return { ...template, preparedOn: dayFromNow(-1, nowMs), expiresOn: dayFromNow(100, nowMs) };
}
