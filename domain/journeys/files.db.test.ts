import { sql } from 'kysely';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { listFiles, stagingOf } from '#domain/files';
import { listDraftUploads, openFile, prepareFile } from '#domain/journeys';
import { newId } from '#domain/kernel';
import {
  fixture,
  holder,
  newOwner,
  officer,
  openFilesWorld,
  refusal,
  stranger,
  TENANT,
} from '../../tests/support/files-world.ts';

const { runtime, within, send, sendReport, wholeOf, everyByteOnDisk, namesOnDisk } = await openFilesWorld();

describe('a photo from a telephone, from the draft to the officer', () => {
  it('arrives, waits, is cleaned and sealed, and opens for the officer and for the holder of the receipt', async () => {
    const owner = newOwner();
    const original = await fixture('phone-lumia-820.jpg');
    expect(await send(owner, 'C:\\fakepath\\Our street.jpg', original, 'image/jpeg')).toMatchObject({
      state: 'received',
      name: 'Our street.jpg',
    });
    const { report, files } = await sendReport(owner);
    const [id] = files;
    if (!id) throw new Error('no file');
    expect(await listDraftUploads(runtime, stranger, owner)).toEqual([]);
    await expect(openFile(runtime, officer(), { id, variant: 'whole' })).rejects.toEqual(
      refusal('not-in-this-state', 'filePreparing'),
    );

    await prepareFile(runtime, TENANT, id);
    for (const caller of [officer(), holder(report)]) {
      const shown = await wholeOf(caller, id);
      expect(await sharp(shown).metadata()).toMatchObject({
        format: 'jpeg',
        width: 1278,
        height: 720,
      });
      expect(shown.includes('Lumia')).toBe(false);
      expect(await sharp(await wholeOf(caller, id, 'small')).metadata()).toMatchObject({
        format: 'webp',
        width: 320,
      });
    }
    const disk = await everyByteOnDisk();
    for (const word of ['Lumia', 'JFIF', 'WEBP', 'Our street']) expect(disk.includes(word)).toBe(false);
  });

  it('is told to both of them when it is ready, and the look of the officer is in the log', async () => {
    const owner = newOwner();
    await send(owner, 'a.png', await fixture('camera.png'));
    const { report, subject, files } = await sendReport(owner);
    await prepareFile(runtime, TENANT, files[0] ?? newId());
    await wholeOf(officer(), files[0] ?? '');
    const seen = await within(async (use) => {
      const events = await sql<{ audience: string }>`select audience from kernel.event
        where tenant = ${TENANT} and topic = 'file.settled' and payload->>'report' = ${report} order by audience`.execute(
        use.db,
      );
      const looks = await sql<{
        action: string;
      }>`select e.action from access.entry e join access.entry_subject s
        on s.tenant = e.tenant and s.entry = e.id where e.tenant = ${TENANT} and s.subject = ${subject} and e.actor_kind = 'staff'`.execute(
        use.db,
      );
      return [...events.rows.map((row) => row.audience), ...looks.rows.map((row) => row.action)];
    });
    expect(seen).toEqual([`report:${report}`, 'staff', 'files.open']);
  });

  it('keeps every byte of the original when the person chose so, and never shows it in a page', async () => {
    const owner = newOwner();
    const original = await fixture('camera.heic');
    await send(owner, 'IMG_1.HEIC', original, 'image/heic', true);
    const { report, files } = await sendReport(owner);
    await prepareFile(runtime, TENANT, files[0] ?? newId());
    expect((await wholeOf(holder(report), files[0] ?? '')).equals(original)).toBe(true);
    const whole = await openFile(runtime, officer(), { id: files[0] ?? '', variant: 'whole' });
    const large = await openFile(runtime, officer(), { id: files[0] ?? '', variant: 'large' });
    expect([whole?.ticket.inline, whole?.ticket.name, large?.ticket.inline, large?.ticket.name]).toEqual([
      false,
      'IMG_1.HEIC',
      true,
      'IMG_1.webp',
    ]);
    await Promise.all([whole?.close(), large?.close()]);
  });

  it('may be prepared twice, as after a kill between the bytes and the row', async () => {
    const owner = newOwner();
    await send(owner, 'tone.wav', await fixture('tone.wav'), 'audio/wav');
    const { report, files } = await sendReport(owner);
    const id = files[0] ?? newId<'file'>();
    await prepareFile(runtime, TENANT, id);
    await prepareFile(runtime, TENANT, id);
    expect((await wholeOf(holder(report), id)).equals(await fixture('tone.wav'))).toBe(true);
  });

  it('is prepared by two workers at once without harm', async () => {
    const owner = newOwner();
    await send(owner, 'a.png', await fixture('camera.png'));
    const { report, files } = await sendReport(owner);
    const id = files[0] ?? newId<'file'>();
    await Promise.allSettled([prepareFile(runtime, TENANT, id), prepareFile(runtime, TENANT, id)]);
    await prepareFile(runtime, TENANT, id);
    expect(await within((use) => listFiles(use, [report]))).toMatchObject([{ state: 'ready' }]);
    expect(await sharp(await wholeOf(holder(report), id)).metadata()).toMatchObject({
      format: 'png',
      width: 240,
    });
  });

  it('whose bytes are lost from the disk is refused in words, not prepared for ever', async () => {
    const owner = newOwner();
    const { id } = await send(owner, 'a.png', await fixture('camera.png'));
    const { report } = await sendReport(owner);
    await stagingOf(runtime, TENANT).remove(id);
    await prepareFile(runtime, TENANT, id);
    expect(await within((use) => listFiles(use, [report]))).toMatchObject([
      { state: 'refused', problem: 'uploadNotFinished' },
    ]);
  });

  it('that cannot be decoded is refused with its reason, and nothing of it stays', async () => {
    const owner = newOwner();
    const whole = await fixture('phone-lumia-820.jpg');
    await send(owner, 'half.jpg', whole.subarray(0, 200_000));
    const { report, files } = await sendReport(owner);
    await prepareFile(runtime, TENANT, files[0] ?? newId());
    const [file] = await within((use) => listFiles(use, [report]));
    expect(file).toMatchObject({ state: 'refused', problem: 'photoIsDamaged', variants: {} });
    expect(await namesOnDisk()).not.toContainEqual(expect.stringContaining(file?.id ?? '?'));
  });
});
