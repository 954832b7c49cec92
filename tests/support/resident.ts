/** A resident in the stories: tells the police something, keeps the receipt, comes back with it. */
import { placeOf } from '#domain/jurisdiction';
import type { TenantId } from '#domain/kernel';
import type { Hands } from './hands.ts';
import type { RunningConcord } from './running-concord.ts';

export interface Telling {
  readonly kind: string;
  /** The code of a category, such as `theft`. */
  readonly category: string;
  readonly words: string;
  /** To the category's own questions, those in free words, by their codes. */
  readonly answers?: Readonly<Record<string, string>>;
  readonly where: string;
  /** The neighbourhood, as in the address of its page. */
  readonly area: string;
  readonly behaviour?: string;
  readonly appearance?: string;
  readonly vehicles?: string;
  readonly photo?: string;
  readonly name?: string;
  readonly email?: string;
  readonly handle?: string;
}

export interface Receipt {
  /** As printed: twelve words. */
  readonly words: string;
  readonly reference: string;
}

export interface Journey {
  readonly concord: RunningConcord;
  readonly tenant: TenantId;
  readonly hands: Hands;
  /** Asked on every page that is visited. */
  readonly look: () => Promise<void>;
}

/** The page's own form: the header has others. */
export const submit = (path: string): string =>
  `form[action="${path}"] button:not([name]):not([type=button])`;
const goOn = 'main form .actions button:not([name]):not([type=button])';

/** The form from its first question to the receipt; ends on the page that shows it. */
export async function tellPolice(journey: Journey, telling: Telling): Promise<Receipt> {
  const { hands, look, concord, tenant } = journey;
  const { page } = hands;
  const place = await placeOf(concord.runtime, tenant);
  const category = place.categoryByCode(telling.category);
  await page.goto(`${concord.baseUrl}/report`);
  await look();
  await hands.press(goOn);
  await hands.choose(`[name=kind][value=${telling.kind}]`);
  await look();
  await hands.press(goOn);
  await hands.choose(`[name=category][value="${category?.id}"]`);
  await look();
  await hands.press(goOn);
  await hands.write('[name=words]', telling.words);
  for (const [code, words] of Object.entries(telling.answers ?? {}))
    await hands.write(`[name="answers.${code}"]`, words);
  await look();
  await hands.press(goOn);
  await sayWhere(journey, telling);
  await hands.choose('[name=when][value=yesterday]');
  await look();
  await hands.press(goOn);
  await sayWho(journey, telling);
  await addPhoto(journey, telling);
  await sayName(journey, telling);
  await look();
  await hands.press(goOn);
  await page.waitForURL('**/report/sent');
  await look();
  return readReceipt(hands);
}

async function sayWhere({ hands, look }: Journey, { where, area }: Telling): Promise<void> {
  await hands.write('[name="place.words"]', where);
  await hands.pick('[name=area]', area);
  await look();
  await hands.press('main [name=go]');
}

async function sayWho({ hands, look }: Journey, telling: Telling): Promise<void> {
  if (!new URL(hands.page.url()).pathname.endsWith('/people')) return;
  for (const field of ['behaviour', 'appearance', 'vehicles'] as const) {
    const words = telling[field];
    if (words) await hands.write(`[name=${field}]`, words);
  }
  await look();
  await hands.press(goOn);
}

async function addPhoto({ hands, look }: Journey, { photo }: Telling): Promise<void> {
  const { page } = hands;
  if (photo) {
    await hands.attach('main input[type=file]', photo);
    // With scripts on it is sent at once, piece by piece.
    if (await page.locator('.uploads').count()) {
      await page.locator('.uploads li').waitFor();
      await page.locator('.uploads progress:visible').waitFor({ state: 'hidden' });
    }
  }
  await look();
  await hands.press(goOn);
}

async function sayName({ hands, look }: Journey, telling: Telling): Promise<void> {
  if (telling.email) {
    await hands.choose('[name=tier][value=identified]');
    if (telling.name) await hands.write('[name="contact.name"]', telling.name);
    await hands.write('[name="contact.email"]', telling.email);
  } else {
    await hands.choose('[name=tier][value=pseudonymous]');
    if (telling.handle) await hands.write('[name="contact.handle"]', telling.handle);
  }
  await look();
  await hands.press(goOn);
}

async function readReceipt({ page }: Hands): Promise<Receipt> {
  const words = await page.locator('main .code-words li').allInnerTexts();
  const reference =
    ((await page.locator('main .over').first().textContent()) ?? '').trim().split(' ').at(-1) ?? '';
  return { words: words.join(' '), reference };
}

/** Come back with the receipt alone, on any device; ends on the page of the report. */
export async function comeBack({ hands, look, concord }: Journey, receipt: Receipt): Promise<void> {
  await hands.page.goto(`${concord.baseUrl}/follow`);
  await hands.write('[name=receipt]', receipt.words);
  await look();
  await hands.press(submit('/follow'));
  await hands.page.waitForURL(/\/follow\/report/);
  await look();
}

/** Send one of the forms on the page of the report. */
export async function sendForm(
  { hands, look }: Journey,
  form: 'write' | 'reopen' | 'feedback',
  fields: { readonly words?: string; readonly helped?: string; readonly remark?: string },
): Promise<void> {
  const at = `form[action$="/${form}"]`;
  if (fields.helped) await hands.choose(`${at} [name=helped][value=${fields.helped}]`);
  if (fields.words) await hands.write(`${at} [name=words]`, fields.words);
  if (fields.remark) await hands.write(`${at} [name=remark]`, fields.remark);
  await hands.press(`${at} .actions button:not([name]):not([type=button])`);
  await look();
}
