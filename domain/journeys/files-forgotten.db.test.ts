import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { destroySubject } from '#domain/access';
import { fileNames, forgetFiles, listFiles, stagingOf } from '#domain/files';
import {
  findUpload,
  listDraftUploads,
  openFile,
  prepareFile,
  removeFiles,
  rewrapUploads,
  startUpload,
  tidyUploads,
} from '#domain/journeys';
import { DAY, makeKeyring, newId } from '#domain/kernel';
import {
  fixture,
  holder,
  inPieces,
  newOwner,
  officer,
  openFilesWorld,
  refusal,
  stranger,
  TENANT,
} from '../../tests/support/files-world.ts';

const { runtime, masterKey, within, send, sendReport, wholeOf, passTime, namesOnDisk, stagedNames } =
  await openFilesWorld();

describe('what is forgotten', () => {
  it('an upload that was complete when the program was killed is looked at when it is next asked for', async () => {
    const owner = newOwner();
    const bytes = await fixture('camera.webp');
    const id = await startUpload(runtime, stranger, { owner, name: 'a.webp', type: '', size: bytes.length });
    await stagingOf(runtime, TENANT).append(id, 0, inPieces(bytes));
    expect(await listDraftUploads(runtime, stranger, owner)).toMatchObject([
      { id, state: 'received', offset: bytes.length },
    ]);
  });

  it('an upload whose row alone survived a kill is not there, so that the sender begins anew', async () => {
    const owner = newOwner();
    const id = await startUpload(runtime, stranger, { owner, name: 'a.txt', type: 'text/plain', size: 10 });
    await stagingOf(runtime, TENANT).remove(id);
    await expect(findUpload(runtime, stranger, { owner, id })).rejects.toEqual(refusal('not-found'));
  });

  it('an upload never sent is gone after a day; one that was sent waits for the worker as long as it takes', async () => {
    const [owner, sent] = [newOwner(), newOwner()];
    const left = await send(owner, 'a.png', await fixture('camera.png'));
    await send(sent, 'b.png', await fixture('camera.png'));
    const { report, files } = await sendReport(sent);
    passTime(2 * DAY);
    expect(await listDraftUploads(runtime, stranger, owner)).toEqual([]);
    expect(await tidyUploads(runtime, TENANT)).toBeGreaterThan(0);
    expect(await stagedNames()).not.toContain(left.id);
    await prepareFile(runtime, TENANT, files[0] ?? newId());
    expect((await wholeOf(holder(report), files[0] ?? '')).length).toBeGreaterThan(100);
  });

  it('an upload goes on after the master key was changed and everything wrapped anew', async () => {
    const owner = newOwner();
    await send(owner, 'letter.txt', Buffer.from('words'), 'text/plain');
    const [oldKey, newKey] = [masterKey, randomBytes(32)];
    const both = { ...runtime, keyring: makeKeyring([newKey, oldKey]) };
    expect(await rewrapUploads(both, TENANT)).toBeGreaterThanOrEqual(2);
    expect(await rewrapUploads(both, TENANT)).toBe(0);
    const onlyNew = { ...runtime, keyring: makeKeyring([newKey]) };
    expect(await listDraftUploads(onlyNew, stranger, owner)).toMatchObject([
      { name: 'letter.txt', state: 'received' },
    ]);
    await rewrapUploads({ ...runtime, keyring: makeKeyring([oldKey, newKey]) }, TENANT);
  });

  it('an erased person’s file opens no more, and its bytes go', async () => {
    const owner = newOwner();
    await send(owner, 'a.png', await fixture('camera.png'));
    const { report, subject, files } = await sendReport(owner);
    const id = files[0] ?? newId<'file'>();
    await prepareFile(runtime, TENANT, id);
    await within((use) => destroySubject(use, subject));
    await expect(openFile(runtime, officer(), { id, variant: 'whole' })).rejects.toEqual(
      refusal('not-found', 'erased'),
    );
    await within((use) => forgetFiles(use, report));
    await removeFiles(runtime, TENANT, [id]);
    expect(await namesOnDisk()).not.toContainEqual(expect.stringContaining(id));
  });

  it('a person erased before the worker came leaves nothing', async () => {
    const owner = newOwner();
    await send(owner, 'a.png', await fixture('camera.png'));
    const { subject, files } = await sendReport(owner);
    await within((use) => destroySubject(use, subject));
    await prepareFile(runtime, TENANT, files[0] ?? newId());
    expect(await namesOnDisk()).not.toContainEqual(expect.stringContaining(files[0] ?? '?'));
  });

  it('names are read back by who may, in one go', async () => {
    const owner = newOwner();
    for (const name of ['γράμμα.txt', 'رسالة.txt'])
      await send(owner, name, Buffer.from('hello'), 'text/plain');
    const { report } = await sendReport(owner);
    const names = await within(async (use) => [
      ...(await fileNames(use, await listFiles(use, [report]))).values(),
    ]);
    expect(names).toEqual(['γράμμα.txt', 'رسالة.txt']);
  });
});
