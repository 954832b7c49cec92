import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/**
 * The master keys of this installation. The newest wraps; older ones only unwrap, until `concord keys rotate` has
 * wrapped everything anew. A key is 32 random bytes; its name is the first 4 bytes of its SHA-256.
 */
export interface Keyring {
  /** Seal 32-byte keys and other small secrets under the newest master key. */
  wrap(secret: Buffer, context: string): Buffer;
  /** Open what `wrap` made; throws when the context or a byte differs or the master key is not here. */
  unwrap(wrapped: Buffer, context: string): Buffer;
  /** True when a wrapped secret stands under the newest key. */
  isCurrent(wrapped: Buffer): boolean;
  /** A key for one fixed purpose, derived from the newest master key; changes when the master key does. */
  derive(label: string): Buffer;
}

const NAME = 4;
const NONCE = 12;
const TAG = 16;

interface Master {
  readonly name: Buffer;
  readonly key: KeyObject;
}

function derived(master: Buffer, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `concord ${label}`, 32));
}

/** AES-256-GCM with a fresh 96-bit nonce: nonce | ciphertext | tag. `context` is bound and must be given again to open. */
export function sealWith(key: Buffer | KeyObject, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `sealWith` made. Throws when a byte or the context differs. */
export function openWith(key: Buffer | KeyObject, sealed: Buffer, context: string): Buffer {
  if (sealed.length < NONCE + TAG) throw new Error('Sealed data is cut short.');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
}

/** HMAC-SHA-256. A key that is used many times is handed in as a `KeyObject`: taking in the bytes costs more than the rest. */
export function mac(key: Buffer | KeyObject, ...parts: (string | Buffer)[]): Buffer {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** @param keys 32-byte master keys, newest first. */
export function makeKeyring(keys: readonly Buffer[]): Keyring {
  const masters: Master[] = keys.map((key) => {
    if (key.length !== 32) throw new Error('A master key has 32 bytes.');
    return {
      name: createHash('sha256').update(key).digest().subarray(0, NAME),
      key: createSecretKey(derived(key, 'wrap')),
    };
  });
  const newest = masters[0];
  const newestKey = keys[0];
  if (!newest || !newestKey) throw new Error('There is no master key.');
  const byName = (name: Buffer): Master => {
    const found = masters.find((master) => master.name.equals(name));
    if (!found) throw new Error(`The master key ${name.toString('hex')} is missing.`);
    return found;
  };
  return {
    wrap: (secret, context) => Buffer.concat([newest.name, sealWith(newest.key, secret, context)]),
    unwrap: (wrapped, context) =>
      openWith(byName(wrapped.subarray(0, NAME)).key, wrapped.subarray(NAME), context),
    isCurrent: (wrapped) => wrapped.subarray(0, NAME).equals(newest.name),
    derive: (label) => derived(newestKey, label),
  };
}
