import { join } from 'node:path';
import { EvaluationPlan } from '../../queue/contracts/index.ts';
import { yamlFileIfThere } from '../../queue/runtime/yaml/yaml-file.ts';

/**
 * Reads what rules and sources are measured by in months to come, from `evaluation.yml` of the configuration folder.
 * @returns the plan of its defaults without the file
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export async function readEvaluationPlan(configDir: string): Promise<EvaluationPlan> {
  const shape = { schema: EvaluationPlan, holds: 'what a month is measured by' };
  return (await yamlFileIfThere(join(configDir, 'evaluation.yml'), shape)) ?? EvaluationPlan.parse({});
}
