import { ApiError, type Problem } from '@jujube/contract/client';
import type { DetailedError, Upload } from 'tus-js-client';
import { currentLocale } from '#lib/locale.ts';

const CHUNK = 4 * 1024 * 1024;
const RETRY_AFTER_MS = [500, 1000, 3000, 5000, 10_000, 20_000];

export interface Sending {
  signal: AbortSignal;
  /** The part that the server has, 0 to 1. */
  onprogress: (share: number) => void;
  /** Whether an upload begun earlier may be gone on with (its address). */
  mayResume: (url: string) => boolean;
  onurl: (url: string) => void;
}

/**
 * Sends a picture by tus, in pieces, trying again by itself, and going on where it stopped when the same file was begun
 * before. Answers its id; afterwards `GET /media/:id` has it. Throws `ApiError` when the server refuses it, `TypeError`
 * when the line is broken for good.
 */
export async function sendPicture(file: File, sending: Sending): Promise<string> {
  const tus = await import('tus-js-client');
  let over = () => {};
  const id = new Promise<string>((done, failed) => {
    const upload = new tus.Upload(file, {
      endpoint: '/api/v1/media/tus',
      chunkSize: CHUNK,
      retryDelays: RETRY_AFTER_MS,
      metadata: { filename: file.name, filetype: file.type },
      headers: { 'x-locale': currentLocale() },
      removeFingerprintOnSuccess: true,
      onUploadUrlAvailable: () => sending.onurl(upload.url!),
      onProgress: (sent, total) => sending.onprogress(total ? sent / total : 0),
      onShouldRetry: (error) => navigator.onLine && mayPass(statusOf(error)),
      onSuccess: () => done(upload.url!.split('/').at(-1)!),
      onError: (error) => failed(failureOf(error)),
    });
    const abort = () => stop(upload, failed);
    sending.signal.addEventListener('abort', abort, { once: true });
    over = () => sending.signal.removeEventListener('abort', abort);
    upload.findPreviousUploads().then((before) => begin(upload, before, sending), failed);
  });
  return id.finally(() => over());
}

function begin(
  upload: Upload,
  before: Awaited<ReturnType<Upload['findPreviousUploads']>>,
  sending: Sending,
): void {
  if (sending.signal.aborted) return;
  const known = before.find(({ uploadUrl }) => uploadUrl && sending.mayResume(uploadUrl));
  if (known) upload.resumeFromPreviousUpload(known);
  upload.start();
}

/** What was sent so far is of no use any more; that the server cannot be told now does not matter, it tidies up. */
function stop(upload: Upload, failed: (reason: unknown) => void): void {
  const gone = () => failed(new DOMException('', 'AbortError'));
  upload.abort(true).then(gone, gone);
}

/** No answer at all, a busy server, a lock that is about to go. */
function mayPass(status: number): boolean {
  return status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;
}

function statusOf(error: Error | DetailedError): number {
  return ('originalResponse' in error ? error.originalResponse?.getStatus() : 0) ?? 0;
}

function failureOf(error: Error | DetailedError): Error {
  const status = statusOf(error);
  if (status === 0) return new TypeError(error.message);
  const body = 'originalResponse' in error ? (error.originalResponse?.getBody() ?? '') : '';
  return new ApiError(problemOf(body) ?? { type: 'about:blank', title: '', status, code: 'server.failed' });
}

function problemOf(body: string): Problem | null {
  if (!body.startsWith('{')) return null;
  return JSON.parse(body) as Problem;
}
