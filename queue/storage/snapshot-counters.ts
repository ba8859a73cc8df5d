/** Tables that number their rows, each with the column: after a restore they go on behind the restored numbers. */
export const COUNTERS = [
  ['decisions', 'id'],
  ['control_decisions', 'id'],
  ['item_questions', 'id'],
  ['cases', 'number'],
  ['unmaskings', 'id'],
  ['log_entries', 'entry_id'],
  ['outbox', 'id'],
  ['dead_letters', 'id'],
  ['collection_rounds', 'round_id'],
  ['stops', 'stop_id'],
  ['legal_holds', 'hold_id'],
  ['alerts', 'alert_id'],
  ['watch_alarms', 'alarm_id'],
  ['rule_holds', 'hold_id'],
  ['audits', 'id'],
  ['exports', 'number'],
] as const;
