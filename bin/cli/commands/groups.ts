import type { Command } from 'commander';
import { addEvidenceCommands } from './evidence.ts';
import { addHoldCommands } from './holds.ts';
import { addKeysCommands } from './keys.ts';
import { addLogCommands } from './log.ts';
import { addNoticeCommands } from './notices.ts';
import { addPreventionCommands } from './prevention.ts';
import { addPublicCommands } from './public-commands.ts';
import { addReportCommands } from './report-commands.ts';
import { addRightsCommands } from './rights.ts';
import { addRulesCommands } from './rules.ts';
import { addShareCommands } from './share.ts';
import { addTellingCommands } from './telling.ts';
import { addUsersCommands } from './users-commands.ts';
import { addWitnessCommands } from './witness-commands.ts';

/** Declares the groups of commands, whose options name words of the records: purposes, kinds, forms. */
export function addGroups(program: Command, setExit: (code: number) => void): void {
  addRulesCommands(program, setExit);
  addRightsCommands(program, setExit);
  addPreventionCommands(program, setExit);
  addUsersCommands(program, setExit);
  addPublicCommands(program, setExit);
  addKeysCommands(program, setExit);
  addLogCommands(program, setExit);
  addWitnessCommands(program, setExit);
  addHoldCommands(program, setExit);
  addReportCommands(program, setExit);
  addEvidenceCommands(program, setExit);
  addShareCommands(program, setExit);
  addNoticeCommands(program, setExit);
  addTellingCommands(program, setExit);
}
