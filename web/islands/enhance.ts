/// <reference types="vite/client" />
/**
 * Wakes the small scripts of a page, each only where its element stands, so a page without islands pays for none.
 * An element says `data-island="copy-code"`; the file `copy-code.ts` exports `default (element: HTMLElement) => void`.
 * Everything a page does works without this file.
 */
import { countLetters } from './parts/count-letters.ts';

type Island = { readonly default?: (element: HTMLElement) => unknown };
const islands = import.meta.glob<Island>(['./*.ts', '!./*.test.ts', '!./enhance.ts', '!./quick-exit.ts']);

for (const element of document.querySelectorAll<HTMLElement>('[data-island]')) {
  const load = islands[`./${element.dataset.island}.ts`];
  load?.()
    .then((island) => island.default?.(element))
    // The page goes on as it does without scripts.
    .catch((fault: unknown) => console.warn(`The island ${element.dataset.island} did not start`, fault));
}

for (const count of document.querySelectorAll<HTMLElement>('[data-count-for]')) countLetters(count);

// What needs an answer first (a summary of errors, what was just done) is where the reader begins.
document.querySelector<HTMLElement>('[data-takes-focus]')?.focus();

// An open menu closes when one goes elsewhere or presses Escape, and gives the focus back.
const menus = [...document.querySelectorAll<HTMLDetailsElement>('.language-menu, .site-menu')];
document.addEventListener('click', ({ target }) => {
  for (const menu of menus) if (target instanceof Node && !menu.contains(target)) menu.open = false;
});
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  for (const menu of menus.filter((candidate) => candidate.open)) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
});
