import type { PreviousUpload, UrlStorage } from 'tus-js-client';

/**
 * Where unfinished uploads stand, so that a page that was loaded anew goes on with them. Kept for this tab alone and
 * gone with it, by a digest: no name of a file stays in the browser.
 */
const KEY = 'uploads';
type Kept = Record<string, PreviousUpload>;

function read(): Kept {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

function write(kept: Kept): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Storage is full or forbidden: uploads work, and do not go on after the page was left.
  }
}

export const uploadMemory: UrlStorage = {
  findAllUploads: async () => Object.values(read()),
  findUploadsByFingerprint: async (fingerprint) =>
    Object.values(read()).filter((kept) => kept.urlStorageKey === fingerprint),
  async removeUpload(key) {
    const { [key]: _, ...rest } = read();
    write(rest);
  },
  async addUpload(fingerprint, upload) {
    // The address is enough to go on; what the file is called is told by the server.
    write({ ...read(), [fingerprint]: { ...upload, metadata: {}, urlStorageKey: fingerprint } });
    return fingerprint;
  },
};

/** The same file chosen again in the same draft has the same digest. */
export async function fingerprintOf(file: File, endpoint: string): Promise<string> {
  const facts = [file.name, file.type, file.size, file.lastModified, endpoint].join('|');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(facts));
  return [...new Uint8Array(digest).subarray(0, 16)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
