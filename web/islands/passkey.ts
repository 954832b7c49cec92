/** The passkey button: asks our server for a challenge, the browser for its answer, and takes the person on. */

import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser';

async function post<T>(address: string, body: unknown): Promise<T | undefined> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  });
  return response.ok ? ((await response.json()) as T) : undefined;
}

async function ceremony(mode: string | undefined, address: string): Promise<string | undefined> {
  const asked = await post<{ options: unknown; state: string }>(`${address}/options`, {});
  if (!asked) return undefined;
  const response =
    mode === 'enrol'
      ? await startRegistration({ optionsJSON: asked.options as PublicKeyCredentialCreationOptionsJSON })
      : await startAuthentication({ optionsJSON: asked.options as PublicKeyCredentialRequestOptionsJSON });
  return (await post<{ to: string }>(address, { response, state: asked.state }))?.to;
}

/** The person closed the window or waited too long; that is no mistake of theirs. */
function wordsFor(error: unknown, { stopped, known, failed }: DOMStringMap): string {
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    return known ?? '';
  const name = error instanceof Error ? error.name : '';
  return (name === 'NotAllowedError' || name === 'AbortError' ? stopped : failed) ?? '';
}

export default function passkey(element: HTMLElement): void {
  if (!('PublicKeyCredential' in window)) return;
  const part = (name: string) => element.querySelector<HTMLElement>(`[data-part="${name}"]`);
  const said = part('said');
  const button = element.querySelector('button');
  const { mode, address, failed = '' } = element.dataset;
  if (!button || !said || !address) return;
  part('without')?.remove();
  part('with')?.removeAttribute('hidden');
  const tell = (words: string) => {
    said.textContent = words;
  };
  button.addEventListener('click', () => {
    tell('');
    button.disabled = true;
    ceremony(mode, address)
      .then((to) => (to ? location.assign(to) : tell(failed)))
      .catch((error: unknown) => tell(wordsFor(error, element.dataset)))
      .finally(() => {
        button.disabled = false;
      });
  });
}
