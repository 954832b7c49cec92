import { expect, test } from 'vitest';
import { openFile, prepareFile } from '#domain/journeys';
import { newId } from '#domain/kernel';
import {
  fixture,
  newOwner,
  officer,
  openFilesWorld,
  refusal,
  TENANT,
} from '../../tests/support/files-world.ts';

test('a reason given for one report opens no file of another', async () => {
  const { runtime, send, sendReport } = await openFilesWorld();
  const photo = await fixture('camera-orientation-1.jpg');
  const sent = [];
  for (let count = 0; count < 2; count += 1) {
    const owner = newOwner();
    await send(owner, 'photo.jpg', photo, 'image/jpeg');
    const { report, files } = await sendReport(owner);
    for (const id of files) await prepareFile(runtime, TENANT, id);
    sent.push({ report, id: files[0] ?? '' });
  }
  const [one, other] = sent;
  if (!one || !other) throw new Error('Nothing was sent.');
  const elsewhere = officer({ hat: 'supervisor', unit: newId<'unit'>() }, 'asked to look into this one');
  const open = (id: string, report?: string) =>
    openFile(runtime, elsewhere, { id, variant: 'small', ...(report && { report }) });
  const opened = await open(one.id, one.report);
  expect(opened?.ticket.id).toBe(one.id);
  await opened?.close();
  await expect(open(other.id, one.report)).rejects.toEqual(refusal('not-found'));
});
