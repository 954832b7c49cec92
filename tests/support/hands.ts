/** How a person works a page: with a pointer, or with the keyboard alone. The stories are the same for both. */
import type { FileChooser, Page } from 'playwright-core';

export interface Hands {
  readonly page: Page;
  /** Write into a field, over what stands there. */
  write(field: string, words: string): Promise<void>;
  /** A day in the browser's own calendar field, given as `2026-11-20`. */
  day(field: string, date: string): Promise<void>;
  /** One of several, or a box to tick. */
  choose(field: string): Promise<void>;
  /** One line of a list, by its value. */
  pick(list: string, value: string): Promise<void>;
  /** A button or link; ends on the page that it leads to. */
  press(button: string): Promise<void>;
  /** Open what is folded. */
  unfold(summary: string): Promise<void>;
  /** Put a file into a file field. */
  attach(field: string, path: string): Promise<void>;
}

/** Press or click, and wait for the page that it leads to. */
export async function arrive(page: Page, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('domcontentloaded'), act()]);
}

export function withPointer(page: Page): Hands {
  return {
    page,
    write: (field, words) => page.fill(field, words),
    day: (field, date) => page.fill(field, date),
    choose: (field) => page.check(field),
    pick: async (list, value) => {
      await page.selectOption(list, value);
    },
    press: (button) => arrive(page, () => page.click(button)),
    unfold: (summary) => page.click(summary),
    attach: (field, path) => page.setInputFiles(field, path),
  };
}

const MOST_PRESSES = 400;

/** Tab until this has the focus; from the start of the page again where it ends. */
async function reach(page: Page, selector: string): Promise<void> {
  const isThere = () => page.locator(`${selector}:focus`).count();
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${selector} on ${page.url()}.`);
}

/** The group is one stop of the Tab key; its arrows choose. */
async function chooseByKeys(page: Page, field: string): Promise<void> {
  const wanted = page.locator(field).first();
  const name = await wanted.getAttribute('name');
  if ((await wanted.getAttribute('type')) === 'checkbox') {
    await reach(page, field);
    if (!(await wanted.isChecked())) await page.keyboard.press('Space');
    return;
  }
  await reach(page, `input[type=radio][name="${name}"]`);
  const many = await page.locator(`input[type=radio][name="${name}"]`).count();
  for (let presses = 0; presses <= many && !(await wanted.isChecked()); presses += 1) {
    const focused = await page.locator(`${field}:focus`).count();
    await page.keyboard.press(focused ? 'Space' : 'ArrowDown');
  }
  if (!(await wanted.isChecked())) throw new Error(`The keyboard does not choose ${field}.`);
}

async function pickByKeys(page: Page, list: string, value: string): Promise<void> {
  await reach(page, list);
  await page.keyboard.press('Home');
  const options = await page.locator(`${list} option`).count();
  for (let presses = 0; presses < options; presses += 1) {
    if ((await page.inputValue(list)) === value) return;
    await page.keyboard.press('ArrowDown');
  }
  if ((await page.inputValue(list)) !== value) throw new Error(`The keyboard does not pick ${value}.`);
}

export function withKeys(page: Page): Hands {
  return {
    page,
    write: async (field, words) => {
      await reach(page, field);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(words);
    },
    day: async (field, date) => {
      await reach(page, field);
      const [year = '', month = '', day = ''] = date.split('-');
      // As an American browser asks for it, which is what the stories in English have.
      await page.keyboard.type(`${month}${day}${year}`);
    },
    choose: (field) => chooseByKeys(page, field),
    pick: (list, value) => pickByKeys(page, list, value),
    press: async (button) => {
      await reach(page, button);
      await arrive(page, () => page.keyboard.press('Enter'));
    },
    unfold: async (summary) => {
      await reach(page, summary);
      await page.keyboard.press('Enter');
    },
    attach: async (field, path) => {
      await (await openChooser(page, field)).setFiles(path);
    },
  };
}

const CHOOSER_MS = 4_000;

/** A page that wakes its field under one's finger may swallow the first press; a person presses again. */
async function openChooser(page: Page, field: string, presses = 4): Promise<FileChooser> {
  await reach(page, field);
  const chooser = page.waitForEvent('filechooser', { timeout: CHOOSER_MS });
  await page.keyboard.press('Enter');
  try {
    return await chooser;
  } catch (error) {
    if (presses <= 1) throw error;
    return openChooser(page, field, presses - 1);
  }
}
