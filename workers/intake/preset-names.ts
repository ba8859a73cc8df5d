export const PRESET_NAMES = [
  'generic',
  '4cat-csv',
  '4cat-ndjson',
  'telegram-desktop',
  'meta-content-library',
] as const;
export type PresetName = (typeof PRESET_NAMES)[number];
