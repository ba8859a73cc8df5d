import type { Agreement } from '../../../queue/contracts/index.ts';
import { careText } from '../state/care-words.ts';
import { number, region } from '../state/format.ts';

/** One share of known answers met, with how sure it is. */
export function AgreementRow({ name, agreement }: { name: string; agreement: Agreement }) {
  const { n, right, interval } = agreement;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{careText('calibration.of', { right: number(right), n: number(n) })}</td>
      <td>
        {interval === null
          ? '–'
          : careText('calibration.range', { low: percent(interval[0]), high: percent(interval[1]) })}
      </td>
    </tr>
  );
}

function percent(share: number): string {
  return new Intl.NumberFormat(region(), { style: 'percent' }).format(share);
}
