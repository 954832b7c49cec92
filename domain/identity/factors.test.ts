import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeKeyring, newId, type TenantId } from '#domain/kernel';
import { countedAs, newKnownBrowser } from './known-browser.ts';
import { codeAt, codeText, codeUri, findStep, proposedSecret } from './one-time-code.ts';
import { openState } from './passkey.ts';
import { isRecoveryCode, newRecoveryCodes, recoveryHashOf } from './recovery-code.ts';
import { deviceOf, newToken, tokenHashOf } from './session.ts';
import { emailTokenOf, openCodeSecret, sealCodeSecret, signInKeysOf } from './sign-in-keys.ts';

const keys = signInKeysOf(randomBytes(32));
const tenant = 1 as TenantId;
const staff = newId<'staff'>();
const noon = new Date('2026-03-02T12:00:00Z');
const seconds = (many: number) => new Date(noon.getTime() + many * 1000);

describe('a one-time code', () => {
  const secret = proposedSecret(keys, 'session|1');

  test('is that of RFC 6238', () => {
    // Appendix B, SHA-1, at 59 seconds: 94287082, of which authenticator apps show the last six digits.
    expect(codeAt(Buffer.from('12345678901234567890'), new Date(59_000))).toBe('287082');
  });

  test('fits its own step and its two neighbours, however it is typed', () => {
    const code = codeAt(secret, noon);
    const step = findStep(secret, code, noon);
    expect(findStep(secret, ` ${code.slice(0, 3)} ${code.slice(3)} `, seconds(29))).toBe(step);
    expect(findStep(secret, code, seconds(59))).toBe(step);
    expect(findStep(secret, code, seconds(-30))).toBe(step);
    expect(findStep(secret, code, seconds(60))).toBeUndefined();
    const arabic = code.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
    expect(findStep(secret, arabic, noon)).toBe(step);
  });

  test('is six digits and nothing else', () => {
    for (const text of ['', '12345', '1234567', 'abcdef', '123456; drop'])
      expect(findStep(secret, text, noon)).toBeUndefined();
  });

  test('is proposed again for the same set-up and never for another', () => {
    expect(proposedSecret(keys, 'session|1').equals(secret)).toBe(true);
    expect(proposedSecret(keys, 'session|2').equals(secret)).toBe(false);
    expect(secret).toHaveLength(20);
    expect(codeText(secret)).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    expect(codeUri(secret, 'Inés', 'Concord Haven')).toContain(codeText(secret).replaceAll(' ', ''));
  });

  test('has a secret that opens for its own member and place alone', () => {
    const sealed = sealCodeSecret(keys, tenant, staff, secret);
    expect(openCodeSecret(keys, tenant, staff, sealed)).toEqual(secret);
    expect(() => openCodeSecret(keys, tenant, newId(), sealed)).toThrow();
    expect(() => openCodeSecret(keys, 2 as TenantId, staff, sealed)).toThrow();
  });
});

test('recovery codes are known again however they are typed, by their own member', () => {
  const [code = ''] = newRecoveryCodes();
  expect(code).toMatch(/^[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}$/);
  expect(isRecoveryCode(code.toUpperCase().replaceAll('-', ' '))).toBe(true);
  expect(isRecoveryCode('123456')).toBe(false);
  const hash = recoveryHashOf(keys, staff, code);
  expect(recoveryHashOf(keys, staff, code.toUpperCase().replaceAll('-', ' '))).toEqual(hash);
  expect(recoveryHashOf(keys, newId<'staff'>(), code).equals(hash)).toBe(false);
});

test('an address is found however it is written, and its token tells nothing', () => {
  const token = emailTokenOf(keys, 'ines.vidal@haven.example');
  expect(emailTokenOf(keys, '  Ines.Vidal@HAVEN.example ')).toEqual(token);
  expect(emailTokenOf(signInKeysOf(randomBytes(32)), 'ines.vidal@haven.example').equals(token)).toBe(false);
});

test('a known browser is counted apart, for its own member at its own place', () => {
  const keyring = makeKeyring([randomBytes(32)]);
  const [mine, yours] = [randomBytes(32), randomBytes(32)];
  const note = newKnownBrowser(keyring, tenant, mine);
  const stranger = countedAs(keyring, tenant, mine, undefined);
  expect(countedAs(keyring, tenant, mine, note)).not.toBe(stranger);
  expect(countedAs(keyring, tenant, mine, 'forged')).toBe(stranger);
  expect(countedAs(keyring, tenant, yours, note)).toBe(countedAs(keyring, tenant, yours, undefined));
  expect(countedAs(keyring, 2 as TenantId, mine, note)).toBe(
    countedAs(keyring, 2 as TenantId, mine, undefined),
  );
});

test('a passkey state that is not ours opens nothing', () => {
  expect(openState(makeKeyring([randomBytes(32)]), 'sign-in', 'AAAA', noon)).toBeUndefined();
});

test('a token is 256 random bits, and only its hash is kept', () => {
  const token = newToken();
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(newToken()).not.toBe(token);
  expect(tokenHashOf(token)).toHaveLength(32);
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'firefox-linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/143.0 Safari/537.36 Edg/143.0',
    'edge-windows',
  ],
  ['Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/143.0 Mobile Safari/537.36', 'chrome-android'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1',
    'safari-ios',
  ],
  [undefined, 'other-other'],
  ['<script>alert(1)</script>', 'other-other'],
])('%s is kept as %s alone', (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device);
});
