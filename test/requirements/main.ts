import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../queue/runtime/thread-entry.ts';
import { findNamedTests } from './find-tests.ts';
import { REQUIREMENTS } from './requirements.ts';
import { requirementsTable } from './requirements-table.ts';

const path = join(projectRoot(), 'docs', 'rights', 'requirements.md');
writeFileSync(path, requirementsTable(REQUIREMENTS, findNamedTests(projectRoot(), 'test')));
console.log(path);
