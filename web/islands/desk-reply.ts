/** Templates go into the box without leaving the page, in the language that is chosen, after what is already there. */
export default function start(form: HTMLElement): void {
  const box = form.querySelector<HTMLTextAreaElement>('textarea');
  const language = form.querySelector<HTMLSelectElement>('select');
  for (const link of form.querySelectorAll<HTMLAnchorElement>('[data-words]')) {
    link.addEventListener('click', (event) => {
      const words: Record<string, string> = JSON.parse(link.dataset.words ?? '{}');
      const said = words[language?.value ?? ''] ?? Object.values(words)[0];
      if (!box || !said) return;
      event.preventDefault();
      box.value = box.value.trim() === '' ? said : `${box.value.trimEnd()}\n\n${said}`;
      box.dispatchEvent(new Event('input', { bubbles: true }));
      link.closest('details')?.removeAttribute('open');
      box.focus();
      // Where the template leaves room for the officer's own words.
      const gap = box.value.search(/: \n/);
      if (gap >= 0) box.setSelectionRange(gap + 2, gap + 2);
    });
  }
}
