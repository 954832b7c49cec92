import type { DetailedError, Upload } from 'tus-js-client';
import { fingerprintOf, uploadMemory } from './upload-memory.ts';
import type { UploadRow } from './upload-row.ts';

/** Small enough that a slow line finishes a piece before a server loses patience. */
const PIECE = 8 << 20;
/** About five minutes of trying by ourselves. */
const RETRY_AFTER_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000, 60_000, 120_000];

export interface Sending {
  readonly row: UploadRow;
  readonly file: File;
  readonly keepOriginal: boolean;
  upload: Upload | undefined;
}

/** Sends one file at a time, so that a weak line brings at least the first one home. */
export class UploadQueue {
  readonly #endpoint: string;
  readonly #announce: (sentence: string) => void;
  readonly #items: Sending[] = [];

  constructor(endpoint: string, announce: (sentence: string) => void) {
    this.#endpoint = endpoint;
    this.#announce = announce;
    // A line that came back is used at once.
    addEventListener('online', () => {
      for (const item of this.#items.filter(({ row }) => row.state === 'failed')) this.retry(item);
    });
  }

  /** Files that are not with us yet and could still come by themselves. */
  get unfinished(): boolean {
    return this.#items.some(({ row }) => ['waiting', 'sending', 'paused', 'checking'].includes(row.state));
  }

  add(item: Sending): void {
    this.#items.push(item);
    this.#next();
  }

  pause(item: Sending): void {
    void item.upload?.abort();
    item.row.show('paused');
    this.#next();
  }

  /** Also after a failure: it goes on where the server stands. */
  retry(item: Sending): void {
    item.row.show('waiting');
    this.#next();
  }

  drop(item: Sending): void {
    void item.upload?.abort();
    this.#items.splice(this.#items.indexOf(item), 1);
    this.#next();
  }

  #next(): void {
    if (this.#items.some(({ row }) => row.state === 'sending' || row.state === 'checking')) return;
    const item = this.#items.find(({ row }) => row.state === 'waiting');
    if (!item) return;
    item.row.show('sending');
    this.#start(item).catch(() => this.#fail(item, undefined));
  }

  async #start(item: Sending): Promise<void> {
    if (item.upload) {
      item.upload.start();
      return;
    }
    const { Upload } = await import('tus-js-client');
    const { file, row } = item;
    let told = 0;
    const upload = new Upload(file, {
      endpoint: this.#endpoint,
      chunkSize: PIECE,
      retryDelays: RETRY_AFTER_MS,
      metadata: { filename: file.name, filetype: file.type, keep: item.keepOriginal ? '1' : '0' },
      urlStorage: uploadMemory,
      fingerprint: () => fingerprintOf(file, this.#endpoint),
      removeFingerprintOnSuccess: true,
      onShouldRetry: (error) => {
        const isOurs = isRefusal(error);
        if (!isOurs) row.show('sending', 'retrying');
        return !isOurs;
      },
      onProgress: (sent, total) => {
        row.share = total > 0 ? sent / total : 0;
        row.show(row.share >= 1 ? 'checking' : 'sending');
        // Every quarter is enough to hear.
        if (Math.floor(row.share * 4) > told) {
          told = Math.floor(row.share * 4);
          if (told < 4) this.#announce(row.fill('spokenProgress'));
        }
      },
      onSuccess: () => this.#arrived(item),
      onError: (error) => this.#fail(item, 'originalResponse' in error ? error : undefined),
    });
    item.upload = upload;
    const [before] = await upload.findPreviousUploads();
    if (before) upload.resumeFromPreviousUpload(before);
    if (row.state === 'sending') upload.start();
  }

  #arrived(item: Sending): void {
    item.row.show('received');
    this.#announce(item.row.fill('added'));
    this.#next();
  }

  #fail(item: Sending, error: DetailedError | undefined): void {
    const problem = problemOf(error);
    item.row.show(problem ? 'refused' : 'failed', problem);
    this.#announce(`${item.row.name}: ${item.row.fill(problem ?? 'failed')}`);
    this.#next();
  }
}

/** The server has said no; trying again would hear the same. 404 and 410 let the client begin anew by itself. */
function isRefusal(error: DetailedError): boolean {
  const status = error.originalResponse?.getStatus() ?? 0;
  return status >= 400 && status < 500 && ![409, 423, 429].includes(status);
}

function problemOf(error: DetailedError | undefined): string | undefined {
  try {
    const body: { problem?: string } = JSON.parse(error?.originalResponse?.getBody() ?? '{}');
    return body.problem;
  } catch {
    return undefined;
  }
}
