import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addCommands } from '../../../bin/cli/commands/index.ts';
import { newProgram } from '../../../bin/cli/program.ts';
import { ROOMS, sourceText } from '../../architecture/support/source-files.ts';

/** Every command that does something, by its whole name. */
function* leaves(command: Command, above = ''): Generator<{ readonly name: string; readonly own: Command }> {
  for (const own of command.commands) {
    const name = `${above}${own.name()}`;
    if (own.commands.length > 0) yield* leaves(own, `${name} `);
    else yield { name, own };
  }
}

describe('the README', () => {
  it.each(ROOMS)('leads to what %s says of itself', (room) => {
    expect(sourceText('README.md')).toContain(`[${room}](${room}/README.md)`);
    expect(sourceText(`${room}/README.md`)).toMatch(new RegExp(`^# ${room}\\b`));
  });

  it('names every command that prints for machines, as its help does', async () => {
    const program = newProgram();
    await addCommands(program, [], () => undefined);
    const all = [...leaves(program)];
    const inHelp = all.filter(({ own }) => own.options.some(({ long }) => long === '--json'));
    const [, list = ''] = /^`--json` \(on (.*?)\) prints/ms.exec(sourceText('README.md')) ?? [];
    const shown = [...list.matchAll(/`([^`]+)`/g)].flatMap(([, name = '']) =>
      name.endsWith(' *')
        ? all.filter((one) => one.name.startsWith(name.slice(0, -1))).map((one) => one.name)
        : [name],
    );
    expect(shown.toSorted()).toEqual(inHelp.map(({ name }) => name).toSorted());
  });
});
