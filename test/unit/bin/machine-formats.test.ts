import type { Command } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { addCommands } from '../../../bin/cli/commands/index.ts';
import { newProgram, offerFormats } from '../../../bin/cli/program.ts';
import { sayJson, sayList } from '../../../bin/cli/terminal.ts';

function leaves(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

/** What reaches the action of a command with `--json` that is called so. */
async function taken(...args: string[]): Promise<unknown> {
  const program = newProgram().configureOutput({ writeErr: () => undefined });
  let options: unknown;
  program
    .command('list')
    .option('--json', 'for machines')
    .action((given) => {
      options = given;
    });
  offerFormats(program);
  await program.parseAsync(['list', ...args], { from: 'user' });
  return options;
}

function printed(print: () => void): readonly string[] {
  const lines: string[] = [];
  const spy = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
  try {
    print();
  } finally {
    spy.mockRestore();
  }
  return lines;
}

describe('formats for machines', () => {
  it.each(['status', 'users'])(
    'are offered by every command that has --json, as %s finds it',
    async (first) => {
      const program = newProgram();
      await addCommands(program, [first], () => undefined);
      const withJson = leaves(program).filter(({ options }) => options.some(({ long }) => long === '--json'));
      expect(withJson.length).toBeGreaterThan(5);
      for (const { name, options } of withJson.map((one) => ({ name: one.name(), options: one.options })))
        expect(options.find(({ long }) => long === '--format')?.argChoices, name).toContain('ndjson');
    },
  );

  it('ask for what --json prints', async () => {
    expect(await taken('--format', 'ndjson')).toEqual({ json: true, format: 'ndjson' });
    expect(await taken('--format', 'json')).toEqual({ json: true, format: 'json' });
    expect(await taken()).toEqual({});
    await expect(taken('--format', 'xml')).rejects.toThrow('Allowed choices are json, ndjson');
  });

  it('write each record of a list on a line of its own, or all as one value', () => {
    const list = [{ id: 1 }, { id: 2, name: 'two\nlines \u202e' }];
    const lines = printed(() => sayList(list, { format: 'ndjson' }));
    expect(lines.map((line) => JSON.parse(line))).toEqual(list);
    expect(lines.join('')).not.toMatch(/[\n\u202e]/u);
    expect(printed(() => sayList(list, {})).map((line) => JSON.parse(line))).toEqual([list]);
    expect(printed(() => sayList([], { format: 'ndjson' }))).toEqual([]);
    expect(printed(() => sayList([], { format: 'json' }))).toEqual(['[]']);
    // @ts-expect-error whoever asks for lines would get one array
    expect(printed(() => sayJson(list))).toHaveLength(1);
  });
});
