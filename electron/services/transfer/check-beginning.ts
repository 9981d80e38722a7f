import type { Failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { HttpAnswer } from '../../core/ports';
import type { Accepted } from '../../core/segments/accept';
import { judgeBeginning, SNIFF_BYTES } from '../../core/segments/sniff';

/** Passes a body on, after a look at its first bytes when it begins where the file begins. */
export async function* checkBeginning(
  answer: HttpAnswer,
  head: Accepted,
  fileName: string,
): AsyncGenerator<Result<Uint8Array, Failure>> {
  let beginning: Uint8Array | null = head.bodyOffset === 0 ? new Uint8Array(0) : null;
  const judge = (bytes: Uint8Array): Result<Uint8Array, Failure> => {
    const wrong = judgeBeginning({
      bytes: bytes.subarray(0, SNIFF_BYTES),
      contentType: answer.headers['content-type'] ?? null,
      totalBytes: head.totalBytes,
      fileName,
    });
    return wrong === null ? ok(bytes) : err(wrong);
  };
  for await (const chunk of answer.body) {
    if (beginning === null) {
      yield ok(chunk);
      continue;
    }
    beginning = concat(beginning, chunk);
    if (beginning.length < SNIFF_BYTES) continue;
    const judged = judge(beginning);
    yield judged;
    if (!judged.ok) return;
    beginning = null;
  }
  if (beginning !== null && beginning.length > 0) yield judge(beginning);
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
