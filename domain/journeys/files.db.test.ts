import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { destroySubject } from '#domain/access';
import { attachUploads, fileNames, forgetFiles, listFiles, stagingOf } from '#domain/files';
import {
  findUpload,
  listDraftUploads,
  openFile,
  prepareFile,
  receiveUpload,
  removeDraftUpload,
  removeFiles,
  rewrapUploads,
  startUpload,
  tidyUploads,
} from '#domain/journeys';
import {
  type Actor,
  type Caller,
  DAY,
  type Id,
  makeKeyring,
  newId,
  type Runtime,
  STRANGER,
  type SubjectId,
  type TenantId,
  transact,
  type Use,
} from '#domain/kernel';
import { submit } from '#domain/reports';
import { testDatabase } from '#testing';

const directory = mkdtempSync(join(tmpdir(), 'files-'));
afterAll(() => rmSync(directory, { recursive: true }));
const TENANT = 41 as TenantId;
const UNIT = newId<'unit'>();
let now = Date.parse('2026-03-01T12:00:00Z');
const masterKey = randomBytes(32);
const silent = { info() {}, warn() {}, error() {} };
let runtime: Runtime;
beforeAll(async () => {
  const { pool } = await testDatabase();
  runtime = {
    pool,
    keyring: makeKeyring([masterKey]),
    clock: () => new Date(now),
    log: silent,
    filesDirectory: directory,
  };
});

const stranger: Caller = { tenant: TENANT, actor: STRANGER };
const officer = (more: Partial<Extract<Actor, { kind: 'staff' }>> = {}, reason?: string): Caller => ({
  tenant: TENANT,
  actor: {
    kind: 'staff',
    id: newId<'staff'>(),
    session: newId<'session'>(),
    hat: 'cpo',
    unit: UNIT,
    strong: true,
    ...more,
  },
  ...(reason === undefined ? {} : { reason }),
});
const holder = (report: Id<'report'>): Caller => ({
  tenant: TENANT,
  actor: { kind: 'resident', reports: [report] },
});
const newOwner = (): string => randomBytes(16).toString('hex');
const photo = (name: string): Promise<Buffer> =>
  readFile(new URL(`../../tests/fixtures/media/${name}`, import.meta.url));

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
}

async function send(owner: string, name: string, bytes: Buffer, type = '', keepOriginal = false) {
  now += 1;
  const id = await startUpload(runtime, stranger, { owner, name, type, size: bytes.length, keepOriginal });
  return receiveUpload(runtime, stranger, { owner, id, offset: 0 }, inPieces(bytes));
}

/** Work as a slice does inside an act. */
function within<T>(work: (use: Use) => Promise<T>): Promise<T> {
  return transact(runtime.pool, TENANT, (db) =>
    work({
      db,
      ...{
        tenant: TENANT,
        actor: { kind: 'system', duty: 'test' },
        purpose: 'respond',
        basis: 'public-task',
        reason: 'test',
      },
      ...{ now: runtime.clock(), keyring: runtime.keyring, keys: new Map(), seen: new Set() },
    }),
  );
}

async function sendReport(
  owner: string,
): Promise<{ report: Id<'report'>; subject: SubjectId; files: Id<'file'>[] }> {
  return within(async (use) => {
    const { report, subject } = await submit(use, {
      ...{
        id: newId<'report'>(),
        kind: 'incident',
        category: newId<'category'>(),
        sensitive: false,
        tier: 'pseudonymous',
      },
      ...{
        language: 'en',
        area: null,
        cell: null,
        unit: UNIT,
        firstReplyHours: 48,
        outcomeDays: 14,
        contact: null,
      },
      content: {
        words: 'A window was broken.',
        place: { how: 'none' },
        when: { type: 'unknown' },
        answers: {},
        onBehalf: false,
      },
    });
    return { report, subject, files: await attachUploads(use, { owner, subject, report }) };
  });
}

async function wholeOf(
  caller: Caller,
  id: string,
  variant: 'whole' | 'large' | 'small' = 'whole',
): Promise<Buffer> {
  const opened = await openFile(runtime, caller, { id, variant });
  if (!opened) throw new Error('not opened');
  return opened.read(0, Number.MAX_SAFE_INTEGER).finally(() => opened.close());
}

async function everyByteOnDisk(): Promise<Buffer> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return Buffer.concat(
    await Promise.all(entries.filter((e) => e.isFile()).map((e) => readFile(join(e.parentPath, e.name)))),
  );
}

const refusal = (code: string, detail?: string) =>
  expect.objectContaining({ name: 'Refusal', code, ...(detail ? { detail } : {}) });

describe('a photo from a telephone, from the draft to the officer', () => {
  it('arrives, waits, is cleaned and sealed, and opens for the officer and for the holder of the receipt', async () => {
    const owner = newOwner();
    const original = await photo('phone-lumia-820.jpg');
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
    await send(owner, 'a.png', await photo('camera.png'));
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
    const original = await photo('camera.heic');
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
    await send(owner, 'tone.wav', await photo('tone.wav'), 'audio/wav');
    const { report, files } = await sendReport(owner);
    const id = files[0] ?? newId<'file'>();
    await prepareFile(runtime, TENANT, id);
    await prepareFile(runtime, TENANT, id);
    expect((await wholeOf(holder(report), id)).equals(await photo('tone.wav'))).toBe(true);
  });

  it('is prepared by two workers at once without harm', async () => {
    const owner = newOwner();
    await send(owner, 'a.png', await photo('camera.png'));
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
    const { id } = await send(owner, 'a.png', await photo('camera.png'));
    const { report } = await sendReport(owner);
    await stagingOf(runtime, TENANT).remove(id);
    await prepareFile(runtime, TENANT, id);
    expect(await within((use) => listFiles(use, [report]))).toMatchObject([
      { state: 'refused', problem: 'uploadNotFinished' },
    ]);
  });

  it('that cannot be decoded is refused with its reason, and nothing of it stays', async () => {
    const owner = newOwner();
    const whole = await photo('phone-lumia-820.jpg');
    await send(owner, 'half.jpg', whole.subarray(0, 200_000));
    const { report, files } = await sendReport(owner);
    await prepareFile(runtime, TENANT, files[0] ?? newId());
    const [file] = await within((use) => listFiles(use, [report]));
    expect(file).toMatchObject({ state: 'refused', problem: 'photoIsDamaged', variants: {} });
    expect(await readdir(directory, { recursive: true })).not.toContainEqual(
      expect.stringContaining(file?.id ?? '?'),
    );
  });
});

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
    await send(owner, 'a.png', await photo('camera.png'));
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
    expect(await readdir(join(directory, 'staging', String(TENANT)))).not.toContain(upload.id);
    expect((await sendReport(owner)).files).toEqual([]);
  });

  it('who sends the report twice attaches each file once', async () => {
    const owner = newOwner();
    await send(owner, 'a.png', await photo('camera.png'));
    const both = await Promise.all([sendReport(owner), sendReport(owner)]);
    expect(both.flatMap(({ files }) => files)).toHaveLength(1);
  });
});

describe('what is forgotten', () => {
  it('an upload that was complete when the program was killed is looked at when it is next asked for', async () => {
    const owner = newOwner();
    const bytes = await photo('camera.webp');
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
    const left = await send(owner, 'a.png', await photo('camera.png'));
    await send(sent, 'b.png', await photo('camera.png'));
    const { report, files } = await sendReport(sent);
    now += 2 * DAY;
    expect(await listDraftUploads(runtime, stranger, owner)).toEqual([]);
    expect(await tidyUploads(runtime, TENANT)).toBeGreaterThan(0);
    expect(await readdir(join(directory, 'staging', String(TENANT)))).not.toContain(left.id);
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
    await send(owner, 'a.png', await photo('camera.png'));
    const { report, subject, files } = await sendReport(owner);
    const id = files[0] ?? newId<'file'>();
    await prepareFile(runtime, TENANT, id);
    await within((use) => destroySubject(use, subject));
    await expect(openFile(runtime, officer(), { id, variant: 'whole' })).rejects.toEqual(
      refusal('not-found', 'erased'),
    );
    await within((use) => forgetFiles(use, report));
    await removeFiles(runtime, TENANT, [id]);
    expect(await readdir(directory, { recursive: true })).not.toContainEqual(expect.stringContaining(id));
  });

  it('a person erased before the worker came leaves nothing', async () => {
    const owner = newOwner();
    await send(owner, 'a.png', await photo('camera.png'));
    const { subject, files } = await sendReport(owner);
    await within((use) => destroySubject(use, subject));
    await prepareFile(runtime, TENANT, files[0] ?? newId());
    expect(await readdir(directory, { recursive: true })).not.toContainEqual(
      expect.stringContaining(files[0] ?? '?'),
    );
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
