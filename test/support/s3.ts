import { randomBytes } from 'node:crypto';
import { type S3Place, s3Client } from '../../queue/evidence/s3-client.ts';

/** Address of a real S3 server with the keys as user and password; see test/tooling/serve-s3.sh. */
const S3_URL = process.env.VIGIE_TEST_S3_URL;

export const HAS_S3 = S3_URL !== undefined && S3_URL !== '';
if (!HAS_S3) console.warn('skipped: the S3 store needs VIGIE_TEST_S3_URL, see test/tooling/serve-s3.sh');

/** A bucket of its own, which the server keeps in memory. */
export async function newBucket(options: { readonly hasLock?: true } = {}): Promise<S3Place> {
  const { origin, username, password } = new URL(S3_URL ?? '');
  const place = {
    endpoint: new URL(origin),
    bucket: `vigie-${randomBytes(8).toString('hex')}`,
    region: 'us-east-1',
    pathStyle: true,
    accessKey: username,
    secretKey: password,
  };
  const headers = options.hasLock ? { 'x-amz-bucket-object-lock-enabled': 'true' } : {};
  const { status } = await s3Client(place)({ method: 'PUT', headers });
  if (status !== 200) throw new Error(`expected a new bucket, found HTTP ${status}`);
  return place;
}

/** What the environment of a process names this bucket by. */
export function s3Environment(place: S3Place): Record<string, string> {
  return {
    VIGIE_S3_ENDPOINT: place.endpoint.origin,
    VIGIE_S3_BUCKET: place.bucket,
    VIGIE_S3_ACCESS_KEY: place.accessKey,
    VIGIE_S3_SECRET_KEY: place.secretKey,
  };
}
