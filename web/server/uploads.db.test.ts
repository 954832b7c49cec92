import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { newId } from '#domain/kernel';
import {
  fixture,
  metadata,
  newDraft,
  openUploadsWorld,
  tus,
  withDraft,
} from '../../tests/support/uploads-world.ts';

const { origin, actors, send, listed } = await openUploadsWorld();

describe('an upload by the tus protocol', () => {
  it('arrives in pieces and is taken', async () => {
    const draft = newDraft();
    await send(draft, await fixture('phone-lumia-820.jpg'), 'γειτονιά.jpg', 'image/jpeg');
    expect(await listed(draft)).toMatchObject([
      { name: 'γειτονιά.jpg', state: 'received', problem: null, offset: 329_277 },
    ]);
  });

  it('goes on where it stood after the line was cut in the middle of a piece', async () => {
    const draft = newDraft();
    const bytes = await fixture('phone-lumia-820.jpg');
    const begun = await fetch(`${origin}/uploads/draft`, {
      method: 'POST',
      headers: {
        ...tus,
        ...withDraft(draft),
        'upload-length': String(bytes.length),
        'upload-metadata': metadata('a.jpg', 'image/jpeg'),
      },
    });
    expect(begun.status).toBe(201);
    const location = `${origin}${begun.headers.get('location')}`;
    const cut = new AbortController();
    const half = (async function* () {
      yield bytes.subarray(0, 100_000);
      await new Promise((resolve) => setTimeout(resolve, 300));
      cut.abort();
      await new Promise(() => undefined);
    })();
    const patch = { ...tus, ...withDraft(draft), 'content-type': 'application/offset+octet-stream' };
    const request = {
      method: 'PATCH',
      headers: { ...patch, 'upload-offset': '0' },
      body: Readable.toWeb(Readable.from(half)),
      duplex: 'half',
      signal: cut.signal,
    };
    await expect(fetch(location, request as RequestInit)).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const head = await fetch(location, { method: 'HEAD', headers: { ...tus, ...withDraft(draft) } });
    const offset = Number(head.headers.get('upload-offset'));
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThan(bytes.length);
    const rest = await fetch(location, {
      method: 'PATCH',
      headers: { ...patch, 'upload-offset': String(offset) },
      body: new Uint8Array(bytes.subarray(offset)),
    });
    expect(rest.status).toBe(204);
    expect(await listed(draft)).toMatchObject([{ state: 'received' }]);
  });

  it('is refused with the code of the reason when it lies', async () => {
    const draft = newDraft();
    const sent = send(
      draft,
      Buffer.from('<html><script>alert(1)</script></html>'),
      'photo.jpg',
      'image/jpeg',
    );
    await expect(sent).rejects.toMatchObject({ originalResponse: expect.anything() });
    const failed = await sent.catch((error) => error.originalResponse);
    expect([failed.getStatus(), JSON.parse(failed.getBody())]).toEqual([
      422,
      { problem: 'fileLiesAboutItsType' },
    ]);
    expect(await listed(draft)).toMatchObject([{ state: 'refused', problem: 'fileLiesAboutItsType' }]);
  });

  it('is refused before its first byte when it is too large', async () => {
    const answer = await fetch(`${origin}/uploads/draft`, {
      method: 'POST',
      headers: {
        ...tus,
        ...withDraft(newDraft()),
        'upload-length': '2000000001',
        'upload-metadata': metadata('a.mp4', 'video/mp4'),
      },
    });
    expect([answer.status, await answer.json()]).toEqual([413, { problem: 'fileTooLarge' }]);
  });

  it('can be taken back, and then is not there', async () => {
    const draft = newDraft();
    const upload = await send(draft, await fixture('camera.png'), 'a.png', 'image/png');
    const gone = await fetch(upload.url ?? '', {
      method: 'DELETE',
      headers: { ...tus, ...withDraft(draft) },
    });
    expect(gone.status).toBe(204);
    expect(await listed(draft)).toEqual([]);
  });

  it('of another draft is not found, in any way of asking; without a draft there is nothing', async () => {
    const upload = await send(newDraft(), await fixture('camera.png'), 'a.png', 'image/png');
    for (const headers of [withDraft(newDraft()), withDraft('made-up'), {}]) {
      for (const method of ['HEAD', 'PATCH', 'DELETE']) {
        const more =
          method === 'PATCH'
            ? { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
            : {};
        const answer = await fetch(upload.url ?? '', { method, headers: { ...tus, ...headers, ...more } });
        expect([method, answer.status]).toEqual([method, 404]);
      }
    }
    const list = await fetch(`${origin}/uploads/draft`, { headers: withDraft('made-up') });
    expect(list.status).toBe(404);
  });

  it('for a letter needs the receipt of that report, or a member of staff at the desk', async () => {
    const report = newId<'report'>();
    actors.set('holder', { kind: 'resident', reports: [report] });
    actors.set('other', { kind: 'resident', reports: [newId<'report'>()] });
    const statusOf = async (actor: string, path: string) =>
      (await fetch(`${origin}${path}`, { headers: { 'x-actor': actor } })).status;
    expect(await statusOf('holder', `/uploads/letters/${report}`)).toBe(200);
    expect(await statusOf('other', `/uploads/letters/${report}`)).toBe(404);
    expect(await statusOf('holder', `/desk/uploads/letters/${report}`)).toBe(404);
  });
});
