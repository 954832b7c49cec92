/** What the stories about files happen in: residents who send, reports that files hang on, a disk to look at. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { attachUploads } from '#domain/files';
import { openFile, receiveUpload, startUpload } from '#domain/journeys';
import {
  type Caller,
  type Id,
  makeKeyring,
  newId,
  type Runtime,
  STRANGER,
  type Staff,
  type SubjectId,
  type TenantId,
  type Use,
} from '#domain/kernel';
import { submitAReport } from './a-report.ts';
import { aStaffMember, testDatabase, testRuntime, withUse } from './index.ts';

export const TENANT = 41 as TenantId;
export const stranger: Caller = { tenant: TENANT, actor: STRANGER };

const UNIT = newId<'unit'>();

export function officer(more: Partial<Staff> = {}, reason?: string): Caller {
  const actor = aStaffMember('cpo', UNIT, more);
  return { tenant: TENANT, actor, ...(reason === undefined ? {} : { reason }) };
}

export function holder(report: Id<'report'>): Caller {
  return { tenant: TENANT, actor: { kind: 'resident', reports: [report] } };
}

export const newOwner = (): string => randomBytes(16).toString('hex');

/** A photo, sound or text as a device wrote it. */
export function fixture(name: string): Promise<Buffer> {
  return readFile(join(import.meta.dirname, '../fixtures/media', name));
}

export async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
}

export const refusal = (code: string, detail?: string) =>
  expect.objectContaining({ name: 'Refusal', code, ...(detail ? { detail } : {}) });

export interface SentReport {
  readonly report: Id<'report'>;
  readonly subject: SubjectId;
  readonly files: readonly Id<'file'>[];
}

/** Called once by a test file; its database and its disk are gone after the last test. */
export async function openFilesWorld() {
  const directory = mkdtempSync(join(tmpdir(), 'files-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const { pool } = await testDatabase();
  const masterKey = randomBytes(32);
  let now = Date.parse('2026-03-01T12:00:00Z');
  const runtime: Runtime = {
    ...testRuntime(pool, () => new Date(now), makeKeyring([masterKey])),
    filesDirectory: directory,
  };

  /** Work as a slice does inside an act. */
  const within = <T>(work: (use: Use) => Promise<T>): Promise<T> =>
    withUse(pool, TENANT, work, { keyring: runtime.keyring, now: runtime.clock() });

  const send = async (owner: string, name: string, bytes: Buffer, type = '', keepOriginal = false) => {
    now += 1;
    const size = bytes.length;
    const id = await startUpload(runtime, stranger, { owner, name, type, size, keepOriginal });
    return receiveUpload(runtime, stranger, { owner, id, offset: 0 }, inPieces(bytes));
  };

  const sendReport = (owner: string): Promise<SentReport> =>
    within(async (use) => {
      const { report, subject } = await submitAReport(use, UNIT);
      return { report, subject, files: await attachUploads(use, { owner, subject, report }) };
    });

  const wholeOf = async (caller: Caller, id: string, variant: 'whole' | 'small' = 'whole') => {
    const opened = await openFile(runtime, caller, { id, variant });
    if (!opened) throw new Error('not opened');
    return opened.read(0, Number.MAX_SAFE_INTEGER).finally(() => opened.close());
  };

  const everyByteOnDisk = async (): Promise<Buffer> => {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return Buffer.concat(await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name)))));
  };

  const namesOnDisk = (): Promise<string[]> => readdir(directory, { recursive: true });
  const stagedNames = (): Promise<string[]> => readdir(join(directory, 'staging', String(TENANT)));
  const passTime = (milliseconds: number): void => {
    now += milliseconds;
  };
  const disk = { everyByteOnDisk, namesOnDisk, stagedNames };
  return { runtime, masterKey, within, send, sendReport, wholeOf, passTime, ...disk };
}
