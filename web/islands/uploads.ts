/**
 * Files that are sent while the person goes on writing: with progress, pause, and going on after a cut or a reload. The
 * part that sends is loaded when a file is chosen. Without this script the form sends the files itself.
 */
import { type Sending, UploadQueue } from './parts/upload-queue.ts';
import { UploadRow, type Words } from './parts/upload-row.ts';

interface Props {
  readonly endpoint: string;
  readonly locale: string;
  readonly words: Words;
}

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly offset: number;
  readonly state: 'receiving' | 'received' | 'refused';
  readonly problem: string | null;
}

export default function start(element: HTMLElement): void {
  const input = element.querySelector<HTMLInputElement>('input[type=file]');
  const props: Props | undefined = JSON.parse(element.dataset.props ?? 'null') ?? undefined;
  if (!input || !props) return;
  // The files travel on their own; the form must not send them a second time.
  input.removeAttribute('name');

  const list = document.createElement('ul');
  list.className = 'uploads';
  list.setAttribute('aria-label', props.words.list ?? '');
  const spoken = document.createElement('div');
  spoken.className = 'unseen';
  spoken.setAttribute('role', 'status');
  element.append(list, spoken);
  const say = (sentence: string): void => {
    spoken.textContent = sentence;
  };
  const queue = new UploadQueue(props.endpoint, say);
  const ofServer = new Map<string, UploadRow>();

  const drop = (row: UploadRow, url: string | null | undefined): void => {
    if (url) void fetch(url, { method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0' } });
    const beside = row.element.nextElementSibling ?? row.element.previousElementSibling;
    row.element.remove();
    const successor = beside?.querySelector<HTMLElement>('button:not([hidden])') ?? input;
    successor.focus();
    say(row.fill('removed'));
  };

  const choose = (file: File): void => {
    const box = input.form?.elements.namedItem('keepOriginal');
    const keepOriginal = box instanceof HTMLInputElement && box.checked;
    const row = new UploadRow(file.name, props.words, props.locale, {
      pause: () => queue.pause(item),
      resume: () => queue.retry(item),
      retry: () => queue.retry(item),
      remove: () => {
        queue.drop(item);
        drop(row, item.upload?.url);
      },
    });
    const item: Sending = { row, file, keepOriginal, upload: undefined };
    replaceUnfinished(ofServer, file);
    list.append(row.element);
    queue.add(item);
  };

  const takeChosen = (): void => {
    for (const file of input.files ?? []) choose(file);
    // Empty again, so that the same file can be chosen once more, and the form carries none.
    input.value = '';
  };
  input.addEventListener('change', takeChosen);
  // Whoever was quicker than this script has chosen already; without a name the form would not carry those.
  takeChosen();
  input.form?.addEventListener('submit', (submission) => {
    if (!queue.unfinished || isWayBack(submission.submitter)) return;
    submission.preventDefault();
    const sentence = props.words.unfinished ?? '';
    warn(element, sentence);
  });
  void showListed(props, list, ofServer, drop);
}

/** "Back" and "remove" do not wait for files. */
function isWayBack(submitter: HTMLElement | null): boolean {
  return submitter instanceof HTMLButtonElement && (submitter.formNoValidate || submitter.name !== '');
}

/** Seen and heard; gone when the person goes on. */
function warn(element: HTMLElement, sentence: string): void {
  const shown = element.querySelector('.upload-warning') ?? document.createElement('p');
  shown.className = 'upload-warning';
  shown.setAttribute('role', 'alert');
  shown.textContent = sentence;
  element.append(shown);
}

/** A file that was begun before the page was loaded anew and is now chosen again goes on in its own row. */
function replaceUnfinished(ofServer: Map<string, UploadRow>, file: File): void {
  for (const row of ofServer.values()) {
    if (row.state === 'chooseAgain' && row.name === file.name) row.element.remove();
  }
}

/** What the draft has already, in place of the list that was sent with the page. */
async function showListed(
  { endpoint, words, locale }: Props,
  list: HTMLElement,
  ofServer: Map<string, UploadRow>,
  drop: (row: UploadRow, url: string) => void,
): Promise<void> {
  const answer = await fetch(endpoint, { headers: { accept: 'application/json' } });
  if (!answer.ok) return;
  const { uploads }: { uploads: Listed[] } = await answer.json();
  document.querySelector('[data-uploads]')?.remove();
  const rows = new DocumentFragment();
  for (const { id, name, size, offset, state, problem } of uploads) {
    const remove = (): void => drop(row, `${endpoint}/${id}`);
    const nothing = (): void => undefined;
    const row = new UploadRow(name, words, locale, {
      pause: nothing,
      resume: nothing,
      retry: nothing,
      remove,
    });
    row.share = size > 0 ? offset / size : 0;
    row.show(state === 'receiving' ? 'chooseAgain' : state, problem ?? undefined);
    ofServer.set(id, row);
    rows.append(row.element);
  }
  list.prepend(rows);
}
