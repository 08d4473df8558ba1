import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

/**
 * A software authenticator (WebAuthn Level 3): makes ES256 passkeys without attestation and signs with them, as a phone would.
 */
export interface Authenticator {
  /** What `navigator.credentials.create` would answer, as JSON. */
  create(options: CreateOptions, origin: string): Record<string, unknown>;
  /** What `navigator.credentials.get` would answer with the passkey that was made last. */
  get(options: { challenge: string; rpId?: string }, origin: string): Record<string, unknown>;
}

interface CreateOptions {
  challenge: string;
  rp: { id?: string };
}

interface Key {
  id: Buffer;
  privateKey: KeyObject;
  rpId: string;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_KEY = 0x40;

export function authenticator(): Authenticator {
  let key: Key | null = null;
  let counter = 0;
  return {
    create({ challenge, rp }, origin) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const id = randomBytes(32);
      key = { id, privateKey, rpId: rp.id ?? new URL(origin).hostname };
      const authData = Buffer.concat([
        head(key.rpId, USER_PRESENT | USER_VERIFIED | HAS_KEY, ++counter),
        Buffer.alloc(16),
        Buffer.from([id.length >> 8, id.length & 255]),
        id,
        coseKey(publicKey),
      ]);
      const attestationObject = cbor(
        new Map<string, Cbor>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      );
      return credential(id, {
        clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      });
    },
    get({ challenge, rpId }, origin) {
      if (!key) throw new Error('This authenticator has no passkey yet');
      const authData = head(rpId ?? key.rpId, USER_PRESENT | USER_VERIFIED, ++counter);
      const client = clientData('webauthn.get', challenge, origin);
      const signed = Buffer.concat([authData, createHash('sha256').update(client).digest()]);
      return credential(key.id, {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: createSign('sha256').update(signed).sign(key.privateKey).toString('base64url'),
      });
    },
  };
}

function credential(id: Buffer, response: Record<string, unknown>): Record<string, unknown> {
  const text = id.toString('base64url');
  return {
    id: text,
    rawId: text,
    type: 'public-key',
    response,
    clientExtensionResults: {},
    authenticatorAttachment: 'platform',
  };
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

function head(rpId: string, flags: number, counter: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count]);
}

/** RFC 9053: an ES256 key on P-256. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x, y } = publicKey.export({ format: 'jwk' });
  return cbor(
    new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x!, 'base64url')],
      [-3, Buffer.from(y!, 'base64url')],
    ]),
  );
}

type Cbor = number | string | Buffer | Map<Cbor, Cbor>;

/** RFC 8949, as much of it as a passkey needs. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? major(1, -1 - value) : major(0, value);
  if (typeof value === 'string')
    return Buffer.concat([major(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([major(2, value.length), value]);
  return Buffer.concat([
    major(5, value.size),
    ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)]),
  ]);
}

function major(type: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(type << 5) | length]);
  if (length < 256) return Buffer.from([(type << 5) | 24, length]);
  return Buffer.from([(type << 5) | 25, length >> 8, length & 255]);
}
