import { beforeAll, describe, expect, it } from 'vitest';
import { attachUploads } from '#domain/files';
import { draftOwner, prepareFile } from '#domain/journeys';
import { type Id, newId } from '#domain/kernel';
import { aStaffMember, withUse } from '#testing';
import { submitAReport } from '../../tests/support/a-report.ts';
import { fixture, newDraft, openUploadsWorld, TENANT } from '../../tests/support/uploads-world.ts';

const UNIT = newId<'unit'>();
const { runtime, origin, actors, send } = await openUploadsWorld();

describe('a file of a report', () => {
  let id: Id<'file'>;
  let whole: Buffer;
  beforeAll(async () => {
    const draft = newDraft();
    await send(draft, await fixture('tone.wav'), "so'und [ήχος].wav", 'audio/wav');
    whole = await fixture('tone.wav');
    const { report, files } = await withUse(
      runtime.pool,
      TENANT,
      async (use) => {
        const { report, subject } = await submitAReport(use, UNIT);
        const owner = draftOwner(draft) ?? '';
        return { report, files: await attachUploads(use, { owner, subject, report }) };
      },
      { keyring: runtime.keyring },
    );
    id = files[0] ?? newId<'file'>();
    await prepareFile(runtime, TENANT, id);
    actors.set('reporter', { kind: 'resident', reports: [report] });
    actors.set('officer', aStaffMember('cpo', UNIT));
  });
  const get = (path: string, actor: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${origin}${path}`, { method, headers: { 'x-actor': actor, ...headers } });

  it('is given whole, sandboxed, never kept and never guessed at', async () => {
    const answer = await get(`/files/${id}/whole`, 'reporter');
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(whole)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-length': String(whole.length),
      'content-disposition': `inline; filename="so_und ______.wav"; filename*=UTF-8''so%27und%20%5B%CE%AE%CF%87%CE%BF%CF%82%5D.wav`,
    });
  });

  it.each([
    ['bytes=0-9', 0, 10],
    ['bytes=100-199', 100, 200],
    ['bytes=8000-', 8000, 8044],
    ['bytes=-44', 8000, 8044],
    ['bytes=8000-99999', 8000, 8044],
  ])('is given by range %s', async (range, start, end) => {
    const answer = await get(`/desk/files/${id}/whole`, 'officer', { range });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([
      206,
      `bytes ${start}-${end - 1}/8044`,
    ]);
    expect(Buffer.from(await answer.arrayBuffer()).equals(whole.subarray(start, end))).toBe(true);
  });

  it('answers a range behind its end with 416, and what it does not understand with the whole', async () => {
    expect((await get(`/files/${id}/whole`, 'reporter', { range: 'bytes=9000-' })).status).toBe(416);
    for (const range of ['bytes=0-1,5-6', 'lines=1-2', 'bytes=5-2']) {
      const answer = await get(`/files/${id}/whole`, 'reporter', { range });
      expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, 8044]);
    }
    expect((await get(`/files/${id}/whole`, 'reporter', {}, 'HEAD')).headers.get('content-length')).toBe(
      '8044',
    );
  });

  it('is not found for a stranger, under another variant, or under any made-up address', async () => {
    for (const [path, actor] of [
      [`/files/${id}/whole`, 'stranger'],
      [`/files/${id}/small`, 'reporter'],
      [`/files/${id}/..%2Fwhole`, 'reporter'],
      [`/files/${newId()}/whole`, 'officer'],
      ['/files/..%2f..%2fetc/whole', 'officer'],
      ['/files/------------------------------------/whole', 'officer'],
    ] as const) {
      expect([path, (await get(path, actor)).status]).toEqual([path, 404]);
    }
  });
});
