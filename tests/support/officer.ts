/** An officer in the stories: comes in by the link of the first day, signs in, works at the desk. */
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { inviteMember } from '#domain/journeys';
import type { TenantId } from '#domain/kernel';
import { type Visitor, visit } from './browser.ts';
import { arrive, type Hands } from './hands.ts';
import type { RunningConcord } from './running-concord.ts';

const PASSPHRASE = 'seven lanterns under the bridge';

/** The code of this half minute, or of one beside it, which is taken too since clocks differ. */
export function codeNow(secret: string, steps = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
  return totp.generate({ timestamp: Date.now() + steps * 30_000 });
}

export interface Arriving {
  readonly browser: Browser;
  readonly concord: RunningConcord;
  readonly tenant: TenantId;
  /** Which place, where several share one address. */
  readonly slug?: string;
}

/** The first day: a passphrase and a one-time code, by the link that the administrator gave. */
async function setUpSignIn({ browser, concord, tenant, slug }: Arriving, code: string): Promise<string> {
  const clerk = { tenant, actor: { kind: 'system', duty: 'command-line' } } as const;
  const { token } = await inviteMember(concord.runtime, clerk, { code });
  const page = await visit(browser);
  if (slug) await page.goto(`${concord.baseUrl}/t/${slug}`);
  await page.goto(`${concord.baseUrl}/desk/set-up/${token}`);
  const secret = (await page.locator('[data-part="secret"]').textContent()) ?? '';
  await page.fill('[name=passphrase]', PASSPHRASE);
  await page.fill('[name=code]', codeNow(secret, -1));
  await arrive(page, () => page.click('main button[type=submit]'));
  await page.context().close();
  return secret;
}

/** Signed in with both factors, in a browser of their own. */
export async function signIn(
  arriving: Arriving & { readonly look?: (page: Page) => Promise<void> },
  member: { readonly code: string; readonly email: string },
  visitor: Visitor & { readonly hands: (page: Page) => Hands },
): Promise<Hands> {
  const secret = await setUpSignIn(arriving, member.code);
  const page = await visit(arriving.browser, visitor);
  const hands = visitor.hands(page);
  if (arriving.slug) await page.goto(`${arriving.concord.baseUrl}/t/${arriving.slug}`);
  await page.goto(`${arriving.concord.baseUrl}/desk/sign-in`);
  await arriving.look?.(page);
  await hands.write('[name=email]', member.email);
  await hands.write('[name=passphrase]', PASSPHRASE);
  await hands.press('form:has([name=passphrase]) button[type=submit]');
  await arriving.look?.(page);
  await hands.write('[name=code]', codeNow(secret));
  await hands.press('form:has([name=code]) button[type=submit]');
  await page.waitForURL((url) => !url.pathname.startsWith('/desk/sign-in'));
  return hands;
}

export interface AtDesk {
  readonly concord: RunningConcord;
  readonly hands: Hands;
  readonly look: () => Promise<void>;
}

/** From the inbox to the report that begins with these words; gives back its id. */
export async function openFromInbox({ concord, hands, look }: AtDesk, words: string): Promise<string> {
  const { page } = hands;
  await page.goto(`${concord.baseUrl}/desk`);
  await look();
  const line = page.locator('.tray a[href^="/desk/reports/"]', { hasText: words.slice(0, 40) });
  const href = (await line.first().getAttribute('href')) ?? '';
  await hands.press(`.tray a[href="${href}"]`);
  await look();
  return /\/desk\/reports\/([0-9a-f-]{36})/.exec(href)?.[1] ?? '';
}

export type DeskFields = Readonly<Record<string, string>>;

/** Fill and send one of the desk's forms; what stands in it and is not named stays. */
export async function sendDeskForm(
  { hands, look }: AtDesk,
  form: 'triage' | 'reply' | 'close' | 'note' | 'publish',
  { chosen = {}, written = {} }: { readonly chosen?: DeskFields; readonly written?: DeskFields },
): Promise<void> {
  const at = `form[action*="/${form}"]`;
  const { page } = hands;
  if (!(await page.locator(`${at} button[type=submit]`).first().isVisible())) {
    await hands.unfold(`details:has(${at}) > summary`);
  }
  for (const [name, value] of Object.entries(chosen)) {
    await hands.choose(`${at} [name="${form}-${name}"][value="${value}"]`);
  }
  for (const [name, words] of Object.entries(written))
    await hands.write(`${at} [name="${form}-${name}"]`, words);
  await hands.press(`${at} button[type=submit]:not([name])`);
  await page.waitForURL(new RegExp(`done=${form}`));
  await look();
}
