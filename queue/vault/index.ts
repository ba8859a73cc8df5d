export { createMasterKey, hasMasterKey, type MasterKey, readMasterKey } from './master-key.ts';
export { takeRandom } from './random.ts';
export {
  identityOf,
  isRecipient,
  newIdentity,
  openWith,
  PICTURE_STEP_BYTES,
  recipientOf,
  sealTo,
} from './sealed-box.ts';
export { type UnitKey, verifyUnitSignature } from './unit-key.ts';
export { createVault, type SealedBlock, type SealedTogether, type Vault } from './vault.ts';
