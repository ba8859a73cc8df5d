export { createMasterKey, hasMasterKey, type MasterKey, readMasterKey } from './master-key.ts';
export { takeRandom } from './random.ts';
export { createVault, type Sealed, type TokenPurpose, type Vault } from './vault.ts';
