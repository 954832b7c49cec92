import type { Readable } from 'node:stream';
import { DataStore, ERRORS, Upload } from '@tus/server';
import {
  type DraftUpload,
  findUpload,
  paceUpload,
  receiveUpload,
  removeDraftUpload,
  startUpload,
} from '#domain/journeys';
import { Refusal } from '#domain/kernel';
import type { Basket } from './upload-baskets.ts';
import type { Web } from './visit.ts';

export interface TusAnswer {
  readonly status_code: number;
  readonly body: string;
}

/** A file that was looked at and not taken, in the protocol's terms. */
export function refusedFile(problem: string): TusAnswer {
  return { status_code: 422, body: JSON.stringify({ problem }) };
}

/**
 * What the tus protocol asks of a store, for one basket: it says only how bytes travel, and the journeys decide. An
 * upload of another basket is not found here.
 */
export class ResumableStore extends DataStore {
  readonly #web: Web;
  readonly #basket: Basket;
  readonly #network: string;

  /** @param network the caller's, as `networkOf` says it */
  constructor(web: Web, basket: Basket, network: string) {
    super();
    this.#web = web;
    this.#basket = basket;
    this.#network = network;
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
  }

  override async create(upload: Upload): Promise<Upload> {
    const { owner, caller } = this.#basket;
    await paceUpload(this.#web.runtime, this.#network);
    const { filename, filetype, keep } = upload.metadata ?? {};
    const wanted = {
      owner,
      name: filename ?? '',
      type: filetype ?? '',
      size: upload.size ?? 0,
      keepOriginal: keep === '1',
    };
    upload.id = await startUpload(this.#web.runtime, caller, wanted);
    upload.creation_date = this.#web.runtime.clock().toISOString();
    return upload;
  }

  override async write(bytes: Readable, id: string, offset: number): Promise<number> {
    const { owner, caller } = this.#basket;
    return (await receiveUpload(this.#web.runtime, caller, { owner, id, offset }, bytes)).offset;
  }

  override async getUpload(id: string): Promise<Upload> {
    const { size, offset, begunAt, problem } = await this.find(id);
    // Asked after a cut: the file had come whole and was refused, and must not look as if it had been taken.
    if (problem) throw refusedFile(problem);
    return new Upload({ id, size, offset, creation_date: begunAt.toISOString() });
  }

  /** How the upload stands, judged when it is complete. */
  async find(id: string): Promise<DraftUpload> {
    const { owner, caller } = this.#basket;
    try {
      return await findUpload(this.#web.runtime, caller, { owner, id });
    } catch (error) {
      throw error instanceof Refusal && error.code === 'not-found' ? ERRORS.FILE_NOT_FOUND : error;
    }
  }

  override async remove(id: string): Promise<void> {
    const { owner, caller } = this.#basket;
    await removeDraftUpload(this.#web.runtime, caller, { owner, id });
  }

  override getExpiration(): number {
    return 24 * 3_600_000;
  }
}
