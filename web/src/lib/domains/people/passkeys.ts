import type { PasskeyCreation, PasskeyRequest } from '@jujube/contract';
import { inAppBrowser } from '#lib/shell/in-app.ts';

/** What the device answered, as the API takes it. */
type Ceremony = Record<string, unknown>;

/**
 * Whether this browser can make and use passkeys here: on https or localhost, at a name (a bare address cannot have
 * any), outside of other apps, and with the JSON forms of WebAuthn Level 3.
 */
export function passkeysWork(): boolean {
  return (
    isSecureContext &&
    typeof PublicKeyCredential === 'function' &&
    'parseCreationOptionsFromJSON' in PublicKeyCredential &&
    !/^[\d.]+$|^\[/.test(location.hostname) &&
    !inAppBrowser(navigator.userAgent)
  );
}

/**
 * Asks the device to make a passkey. Answers null where the person changed their mind.
 *
 * @throws DOMException, of the name InvalidStateError where the device has one of this account already
 */
export function makePasskey(options: PasskeyCreation): Promise<Ceremony | null> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return answered(navigator.credentials.create({ publicKey }));
}

/** Asks the device to prove a passkey; `mediation` conditional waits until one is picked in a field's suggestions. */
export function provePasskey(
  options: PasskeyRequest,
  ask: { mediation?: CredentialMediationRequirement; signal?: AbortSignal } = {},
): Promise<Ceremony | null> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return answered(navigator.credentials.get({ publicKey, ...ask }));
}

/** Whether passkeys can be offered among the suggestions of a field. */
export async function canSuggestPasskeys(): Promise<boolean> {
  return passkeysWork() && (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;
}

async function answered(asked: Promise<Credential | null>): Promise<Ceremony | null> {
  try {
    const credential = (await asked) as PublicKeyCredential | null;
    return (credential?.toJSON() as Ceremony | undefined) ?? null;
  } catch (error) {
    const left = error instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(error.name);
    if (left) return null;
    throw error;
  }
}
