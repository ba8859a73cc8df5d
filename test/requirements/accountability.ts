import type { Requirement } from './requirement.ts';

/** On the accountability log (LOG). */
export const ACCOUNTABILITY: readonly Requirement[] = [
  {
    id: 'LOG-01',
    says: 'Collecting, altering, consulting, disclosing, combining and erasing are all logged; consulting and disclosing with purpose, time, person and recipient. Every route maps to an operation.',
  },
  {
    id: 'LOG-02',
    says: 'Where the entry cannot be written, the operation does not happen.',
  },
  {
    id: 'LOG-03',
    says: 'The log is a Merkle tree as RFC 6962 hashes it, and gives the known answers.',
  },
  {
    id: 'LOG-04',
    says: 'Checkpoints are signed notes of C2SP: origin, size, root, no extension lines; one that contradicts an earlier one is never signed.',
  },
  {
    id: 'LOG-05',
    says: 'That an entry is in the log is proved by a file that is checked offline; no bit of it can be changed.',
  },
  {
    id: 'LOG-06',
    says: 'Any two checkpoints can be shown to continue each other; rewriting, cutting off and setting back are found.',
  },
  {
    id: 'LOG-07',
    says: 'A checkpoint counts only with a quorum of witnesses of separate organisations.',
  },
  {
    id: 'LOG-08',
    says: 'Leaves are salted commitments without personal data; bodies are sealed apart and can be shredded, and proofs hold afterwards.',
  },
  {
    id: 'LOG-09',
    says: 'Reading the log is logged, and has one of four purposes: lawfulness, self-monitoring, integrity and security, criminal proceedings.',
  },
  {
    id: 'LOG-10',
    says: 'Entries of an erasure hold nothing of what was erased.',
  },
  {
    id: 'LOG-11',
    says: 'What entries say is kept for half a year at least and two years at most.',
  },
  {
    id: 'LOG-12',
    says: 'A monitor of others rebuilds the root from the entries and compares it with the witnesses.',
  },
  {
    id: 'LOG-13',
    says: 'Administrators can switch off neither the log nor the accounts of oversight.',
  },
];
