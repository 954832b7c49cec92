/** One file in the list: its name, how far it is in words and in a bar, and what can be done with it. */
export type RowState =
  | 'waiting'
  | 'sending'
  | 'paused'
  | 'checking'
  | 'received'
  | 'refused'
  | 'failed'
  | 'chooseAgain';
export type Words = Readonly<Record<string, string>>;

export interface RowActs {
  pause(): void;
  resume(): void;
  retry(): void;
  remove(): void;
}

/** Which buttons a state has. */
const BUTTONS: Readonly<Record<RowState, readonly (keyof RowActs)[]>> = {
  waiting: ['remove'],
  sending: ['pause', 'remove'],
  paused: ['resume', 'remove'],
  checking: [],
  received: ['remove'],
  refused: ['remove'],
  failed: ['retry', 'remove'],
  chooseAgain: ['remove'],
};

export class UploadRow {
  readonly element = document.createElement('li');
  readonly name: string;
  readonly #words: Words;
  readonly #percent: Intl.NumberFormat;
  readonly #bar = document.createElement('progress');
  readonly #said = document.createElement('span');
  readonly #buttons = new Map<keyof RowActs, HTMLButtonElement>();
  state: RowState = 'waiting';
  share = 0;

  constructor(name: string, words: Words, locale: string, acts: RowActs) {
    this.name = name || (words.unnamed ?? '');
    this.#words = words;
    this.#percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    const title = document.createElement('span');
    title.className = 'upload-name';
    const isolated = document.createElement('bdi');
    isolated.textContent = this.name;
    title.append(isolated);
    this.#said.className = 'upload-state';
    this.#bar.max = 1;
    this.#bar.setAttribute('aria-label', this.name);
    this.element.append(title, this.#said, this.#bar);
    for (const act of ['pause', 'resume', 'retry', 'remove'] as const) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'button quiet';
      button.textContent = words[act] ?? '';
      button.setAttribute('aria-label', this.fill(`${act}Named`));
      button.addEventListener('click', () => acts[act]());
      this.#buttons.set(act, button);
      this.element.append(button);
    }
    this.show('waiting');
  }

  /** A sentence with this file's name and share filled in. */
  fill(key: string): string {
    const percent = this.#percent.format(Math.floor(this.share * 100));
    return (this.#words[key] ?? '').replaceAll('{name}', this.name).replaceAll('{percent}', percent);
  }

  /** @param why the key of the words that are shown instead of the state's own. */
  show(state: RowState, why?: string): void {
    const hadFocus = this.element.contains(document.activeElement);
    this.state = state;
    this.#said.textContent = this.fill(why ?? state) || this.fill('failed');
    this.#bar.value = this.share;
    this.#bar.hidden = state !== 'sending' && state !== 'paused' && state !== 'checking';
    this.element.classList.toggle('refused', state === 'refused' || state === 'failed');
    for (const [act, button] of this.#buttons) button.hidden = !BUTTONS[state].includes(act);
    // The button under the finger may just have gone; its successor takes the focus.
    if (hadFocus && document.activeElement === document.body) this.focus();
  }

  focus(): void {
    [...this.#buttons.values()].find((button) => !button.hidden)?.focus();
  }
}
