import { describe, expect, it } from 'vitest';
import {
  findUpload,
  listDraftUploads,
  openFile,
  prepareFile,
  receiveUpload,
  removeDraftUpload,
  startUpload,
} from '#domain/journeys';
import { type Caller, newId, type TenantId } from '#domain/kernel';
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

const { runtime, send, sendReport, stagedNames } = await openFilesWorld();

describe('the naughty caller', () => {
  it('finds no upload of another draft, and cannot add to, list or remove it', async () => {
    const owner = newOwner();
    const thief = newOwner();
    const id = await startUpload(runtime, stranger, { owner, name: 'a.txt', type: 'text/plain', size: 10 });
    await expect(findUpload(runtime, stranger, { owner: thief, id })).rejects.toEqual(refusal('not-found'));
    await expect(
      receiveUpload(runtime, stranger, { owner: thief, id, offset: 0 }, inPieces(Buffer.from('x'))),
    ).rejects.toEqual(refusal('not-found'));
    await expect(removeDraftUpload(runtime, stranger, { owner: thief, id })).rejects.toEqual(
      refusal('not-found'),
    );
    expect(await listDraftUploads(runtime, stranger, thief)).toEqual([]);
    expect(await findUpload(runtime, stranger, { owner, id })).toMatchObject({
      offset: 0,
      state: 'receiving',
    });
    await expect(findUpload(runtime, { ...stranger, tenant: 42 as TenantId }, { owner, id })).rejects.toEqual(
      refusal('not-found'),
    );
  });

  it('opens no file: stranger, holder of another receipt, other unit, other tenant, administrator, one factor', async () => {
    const owner = newOwner();
    await send(owner, 'a.png', await fixture('camera.png'));
    const { files } = await sendReport(owner);
    const id = files[0] ?? newId<'file'>();
    await prepareFile(runtime, TENANT, id);
    const nobody: Caller[] = [
      stranger,
      holder(newId<'report'>()),
      officer({ unit: newId<'unit'>() }),
      officer({ hat: 'administrator' }, 'curious'),
      { ...officer(), tenant: 42 as TenantId },
    ];
    for (const caller of nobody)
      await expect(openFile(runtime, caller, { id, variant: 'whole' })).rejects.toEqual(refusal('not-found'));
    await expect(openFile(runtime, officer({ strong: false }), { id, variant: 'whole' })).rejects.toEqual(
      refusal('second-factor-needed'),
    );
  });

  it('cannot fill a draft: number, bytes and size are refused before a byte is taken', async () => {
    const owner = newOwner();
    const begin = (size: number) => startUpload(runtime, stranger, { owner, name: 'a', type: '', size });
    await expect(begin(2_000_000_001)).rejects.toEqual(refusal('too-large', 'fileTooLarge'));
    await expect(begin(0)).rejects.toEqual(refusal('type-not-accepted', 'fileIsEmpty'));
    const many = await Promise.allSettled(Array.from({ length: 24 }, () => begin(1000)));
    expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    await expect(begin(1000)).rejects.toEqual(refusal('too-large', 'tooManyFiles'));
  });

  it('who sends a program as a photo is told, its bytes are gone, and the report goes without it', async () => {
    const owner = newOwner();
    const bytes = Buffer.from(`MZ\x90\0${'\0'.repeat(400)}`, 'latin1');
    const upload = await send(owner, 'photo.jpg', bytes, 'image/jpeg');
    expect(upload).toMatchObject({ state: 'refused', problem: 'fileLiesAboutItsType' });
    expect(await stagedNames()).not.toContain(upload.id);
    expect((await sendReport(owner)).files).toEqual([]);
  });

  it('who sends the report twice attaches each file once', async () => {
    const owner = newOwner();
    await send(owner, 'a.png', await fixture('camera.png'));
    const both = await Promise.all([sendReport(owner), sendReport(owner)]);
    expect(both.flatMap(({ files }) => files)).toHaveLength(1);
  });
});
