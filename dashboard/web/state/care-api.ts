import type { Calibration, ControlFeedback } from '../../../queue/contracts/index.ts';
import type { CareView, PracticeView } from '../../wire.ts';
import type { QualityView } from '../../wire-oversight.ts';
import { request } from './api.ts';

/** What the pages on a reviewer's own work and on quality ask for. */
export const careApi = {
  care: () => request<CareView>('GET', '/api/care'),
  goOn: () => request<null>('POST', '/api/care/go-on', {}),
  calibration: () => request<Calibration>('GET', '/api/calibration'),
  practice: () => request<PracticeView>('GET', '/api/practice'),
  answer: (key: string, outcome: string) =>
    request<ControlFeedback>('POST', `/api/practice/${encodeURIComponent(key)}`, { outcome }),
  quality: () => request<QualityView>('GET', '/api/quality'),
};
