import { type IncomingMessage, request } from 'node:http';
import type { LocalAnswer, LocalPrograms } from '../core/program-ports';

/** A program that takes longer to take up a request does something else. */
const PATIENCE_MS = 10_000;
/** Answers about one model have some kilobytes; whoever sends more is not who was asked. */
const MOST_ANSWER_BYTES = 1024 * 1024;

/** Programs that listen on this machine. Nothing is ever sent anywhere else. */
export const nodeLocalPrograms: LocalPrograms = {
  ask: (port, method, path, mostBytes = MOST_ANSWER_BYTES) =>
    new Promise((resolve) => {
      const body = method === 'POST' ? '{}' : '';
      const asked = request(
        {
          host: '127.0.0.1',
          port,
          path,
          method,
          headers: { 'content-type': 'application/json', 'content-length': body.length },
          timeout: PATIENCE_MS,
          signal: AbortSignal.timeout(PATIENCE_MS * 2),
        },
        (answer) => void readAnswer(answer, mostBytes).then(resolve, () => resolve(null)),
      );
      asked.on('timeout', () => asked.destroy(new Error('No answer in time.')));
      asked.on('error', () => resolve(null));
      asked.end(body);
    }),
};

async function readAnswer(answer: IncomingMessage, mostBytes: number): Promise<LocalAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    // Without an encoding, a stream of Node gives buffers.
    const part = chunk as Buffer;
    bytes += part.length;
    if (bytes > mostBytes) {
      answer.destroy();
      return { status: answer.statusCode ?? 0, body: null };
    }
    chunks.push(part);
  }
  return { status: answer.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString('utf8')) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
