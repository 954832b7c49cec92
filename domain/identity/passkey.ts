/** Passkeys (WebAuthn): discoverable, with user verification, so one of them is both factors. */
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { type Id, type Keyring, openWith, sealWith } from '#domain/kernel';

/** The site as browsers see it: passkeys are bound to its name and answer to no other. */
export interface Site {
  readonly origin: string;
  readonly hostname: string;
  readonly name: string;
}

export interface Passkey {
  readonly credential: string;
  readonly staff: Id<'staff'>;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** The options go to the browser; the state comes back with its answer and is opened by nobody else. */
export interface Ceremony<Options> {
  readonly options: Options;
  readonly state: string;
}

const MINUTES_5 = 300_000;

/** `what` binds the state to one use: `sign-in`, or the enrolment of one member. */
function sealState(keyring: Keyring, what: string, challenge: string, now: Date): string {
  const body = Buffer.from(JSON.stringify({ challenge, ends: now.getTime() + MINUTES_5 }));
  return sealWith(keyring.derive('passkey'), body, what).toString('base64url');
}

/** The challenge in a state that is ours, for this use, and not too old. */
export function openState(keyring: Keyring, what: string, state: string, now: Date): string | undefined {
  try {
    const body = openWith(keyring.derive('passkey'), Buffer.from(state, 'base64url'), what).toString();
    const { challenge, ends }: { challenge: string; ends: number } = JSON.parse(body);
    return ends > now.getTime() ? challenge : undefined;
  } catch {
    return undefined;
  }
}

export async function askForPasskey(
  keyring: Keyring,
  what: string,
  site: Site,
  now: Date,
): Promise<Ceremony<PublicKeyCredentialRequestOptionsJSON>> {
  const options = await generateAuthenticationOptions({
    rpID: site.hostname,
    userVerification: 'required',
    timeout: MINUTES_5,
  });
  return { options, state: sealState(keyring, what, options.challenge, now) };
}

export async function askForNewPasskey(
  keyring: Keyring,
  what: string,
  site: Site,
  now: Date,
  member: { id: Id<'staff'>; name: string; has: readonly Passkey[] },
): Promise<Ceremony<PublicKeyCredentialCreationOptionsJSON>> {
  const options = await generateRegistrationOptions({
    rpName: site.name,
    rpID: site.hostname,
    userName: member.name,
    userDisplayName: member.name,
    userID: Uint8Array.from(Buffer.from(member.id.replaceAll('-', ''), 'hex')),
    attestationType: 'none',
    timeout: MINUTES_5,
    excludeCredentials: member.has.map(({ credential, transports }) => ({
      id: credential,
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { options, state: sealState(keyring, what, options.challenge, now) };
}

/** The new passkey, if the answer is right. Whatever a browser may send instead is a plain no. */
export async function checkNewPasskey(
  response: RegistrationResponseJSON,
  challenge: string,
  site: Site,
): Promise<Omit<Passkey, 'staff'> | undefined> {
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.hostname,
      requireUserVerification: true,
    });
    if (!registrationInfo) return undefined;
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    return { credential: id, publicKey: Buffer.from(publicKey), counter, transports };
  } catch {
    return undefined;
  }
}

/** The passkey's new counter, if the answer is right; a counter that went back is a copied key and is refused. */
export async function checkPasskey(
  response: AuthenticationResponseJSON,
  challenge: string,
  site: Site,
  passkey: Passkey,
): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.hostname,
      requireUserVerification: true,
      credential: {
        id: passkey.credential,
        publicKey: Uint8Array.from(passkey.publicKey),
        counter: passkey.counter,
        transports: [...passkey.transports],
      },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}
