import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { draftOwner, listDraftUploads } from '#domain/journeys';
import { caller, fixture, newDraft, openUploadsWorld, TENANT } from '../../tests/support/uploads-world.ts';

const { directory, runtime, origin } = await openUploadsWorld();

describe('a form with files, sent without scripts', () => {
  const post = async (draft: string, form: FormData) => {
    const answer = await fetch(`${origin}/form`, {
      method: 'POST',
      headers: { 'x-basket': draft },
      body: form,
    });
    return { status: answer.status, body: await answer.json() };
  };

  it('brings its fields and its files, in order, and says which were refused', async () => {
    const draft = newDraft();
    const form = new FormData();
    form.append('words', 'Γειά σας, άκουσα κάτι');
    form.append(
      'files',
      new File([new Uint8Array(await fixture('phone-lumia-820.jpg'))], 'شارعنا.jpg', { type: 'image/jpeg' }),
    );
    form.append('files', new File(['<svg/>'], 'photo.png', { type: 'image/png' }));
    form.append('files', new File([], ''));
    form.append('files', new File(['my diary'], 'diary.txt', { type: 'text/plain' }));
    form.append('after', 'yes');
    const { body } = await post(draft, form);
    expect(body).toEqual({
      fields: [
        ['words', 'Γειά σας, άκουσα κάτι'],
        ['after', 'yes'],
      ],
      found: [
        { name: 'شارعنا.jpg', state: 'received', problem: null },
        { name: 'photo.png', state: 'refused', problem: 'fileLiesAboutItsType' },
        { name: 'diary.txt', state: 'received', problem: null },
      ],
      turnedAway: [],
    });
    const owner = draftOwner(draft) ?? '';
    expect((await listDraftUploads(runtime, caller, owner)).map(({ size }) => size)).toEqual([329_277, 6, 8]);
  });

  it('turns away an empty file by name, and goes on with the rest', async () => {
    const form = new FormData();
    form.append('files', new File([], 'empty.jpg'));
    form.append('files', new File(['my diary'], 'diary.txt', { type: 'text/plain' }));
    const { body } = await post(newDraft(), form);
    expect(body.found).toEqual([
      { name: 'empty.jpg', state: 'refused', problem: 'fileIsEmpty' },
      { name: 'diary.txt', state: 'received', problem: null },
    ]);
  });

  it('that breaks off leaves nothing behind and holds nothing open', async () => {
    const draft = newDraft();
    const boundary = 'x-boundary-x';
    const cut = new AbortController();
    const half = (async function* () {
      yield Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
      );
      yield await fixture('phone-lumia-820.jpg');
      setTimeout(() => cut.abort(), 200);
      await new Promise(() => undefined);
    })();
    const headers = { 'x-basket': draft, 'content-type': `multipart/form-data; boundary=${boundary}` };
    const request = {
      method: 'POST',
      headers,
      body: Readable.toWeb(Readable.from(half)),
      duplex: 'half',
      signal: cut.signal,
    };
    await expect(fetch(`${origin}/form`, request as RequestInit)).rejects.toThrow();
    await expect.poll(() => listDraftUploads(runtime, caller, draftOwner(draft) ?? '')).toEqual([]);
    const left = await readdir(join(directory, 'staging', String(TENANT)));
    expect(left.every((name) => /^[0-9a-f-]{36}$/.test(name))).toBe(true);
  });

  it.each(['multipart/form-data', 'multipart/form-data; boundary=x', 'text/plain'])(
    'of type %s with no form in it is bad input',
    async (type) => {
      const answer = await fetch(`${origin}/form`, {
        method: 'POST',
        headers: { 'x-basket': newDraft(), 'content-type': type },
        body: 'no form at all',
      });
      expect([answer.status, await answer.text()]).toEqual([400, 'BadInput']);
    },
  );
});
