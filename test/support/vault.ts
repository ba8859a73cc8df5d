import { randomBytes } from 'node:crypto';
import { createVault, type Vault } from '../../queue/vault/index.ts';

export function testVault(): Vault {
  return createVault({ bytes: randomBytes(32), fingerprint: 'test-key' });
}
