import type { Preset } from '../preset.ts';
import type { PresetName } from '../preset-names.ts';
import { fourCatCsv } from './four-cat-csv.ts';
import { fourCatNdjson } from './four-cat-ndjson.ts';
import { generic } from './generic.ts';
import { metaContentLibrary } from './meta-content-library.ts';
import { telegramDesktop } from './telegram-desktop.ts';

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  generic,
  '4cat-csv': fourCatCsv,
  '4cat-ndjson': fourCatNdjson,
  'telegram-desktop': telegramDesktop,
  'meta-content-library': metaContentLibrary,
};
