import { expect, it } from 'vitest';
import { type AtStart, tellOfLacks } from '../../../bin/cli/tell-of-lacks.ts';
import type { Source } from '../../../queue/contracts/index.ts';
import { createLogger } from '../../../queue/runtime/logger.ts';
import type { AlertSettings } from '../../../workers/alerts/index.ts';

const SOURCE = { id: 'board', enabled: true, kind: 'feed' } as Source;
const LACKS_ALL: AtStart = {
  rules: { compiled: {} as never, digest: '', release: null, unsigned: ['no record'] },
  sources: new Map([[SOURCE.id, SOURCE]]),
  assessments: { faults: ['dpia.yml: not there'], periods: [] },
  tells: true,
  told: undefined,
};
const FETCHES_NOTHING = 'nothing is fetched without signed assessments in force; review and import go on';
const UNSIGNED = 'the rules are no signed release: assessments will name none';
const TELLS_NOBODY = 'nobody is told of persons at risk: config/alerts.yml is missing';

const UNREACHABLE = 'contacts cannot be told of persons at risk: see vigie doctor';
const TOLD = {
  contacts: [{ id: 'duty', webhook: { secretFile: '/not/there/secret' } }],
} as unknown as AlertSettings;

it.each<[string, Partial<AtStart>, string[]]>([
  ['everything', {}, [FETCHES_NOTHING, UNSIGNED, TELLS_NOBODY]],
  ['assessments, and collects nothing', { sources: undefined }, [UNSIGNED, TELLS_NOBODY]],
  [
    'assessments, and has files alone to take in',
    { sources: new Map([[SOURCE.id, { ...SOURCE, kind: 'import' } as Source]]) },
    [UNSIGNED, TELLS_NOBODY],
  ],
  ['rules: it scores nothing', { rules: undefined }, [FETCHES_NOTHING, TELLS_NOBODY]],
  ['somebody to tell, which another process has', { tells: false }, [FETCHES_NOTHING, UNSIGNED]],
  ['the secret of whom it is to tell', { told: TOLD }, [FETCHES_NOTHING, UNSIGNED, UNREACHABLE]],
  ['that secret, and it sends', { tells: false, told: TOLD }, [FETCHES_NOTHING, UNSIGNED, UNREACHABLE]],
  [
    'that secret, and neither sends nor tells',
    { tells: false, rules: undefined, told: TOLD },
    [FETCHES_NOTHING],
  ],
  ['what a demonstration needs none of', { assessments: 'demo', tells: false }, [UNSIGNED]],
])('a process at its start says once what it lacks: %s', (_, has, said) => {
  const lines: string[] = [];
  tellOfLacks({ ...LACKS_ALL, ...has }, createLogger('warn', { write: (line) => void lines.push(line) }));
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(said);
});
