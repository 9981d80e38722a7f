// @ts-check
/** @import { Faults } from '../faults.mjs' */
/** @import { RecordedRequest } from '../request-log.mjs' */
/** @import { Reply } from './reply.mjs' */
import { failure, json } from './reply.mjs';

/**
 * The controls a test in another process uses: `GET` and `DELETE /__civet/requests`,
 * `POST /__civet/faults`, `POST /__civet/reset`, `GET /__civet/named`.
 *
 * @param {{ requests: RecordedRequest[], faults: Faults, reset: () => void, named: unknown }} parts
 * @param {string} method
 * @param {string} path
 * @param {string} body
 * @returns {Reply}
 */
export function handleControl(parts, method, path, body) {
  switch (`${method} ${path}`) {
    case 'GET /__civet/requests':
      return json(200, parts.requests);
    case 'DELETE /__civet/requests':
      parts.requests.length = 0;
      return json(200, {});
    case 'POST /__civet/reset':
      parts.reset();
      return json(200, {});
    case 'GET /__civet/named':
      return json(200, parts.named);
    case 'POST /__civet/faults':
      return changeFaults(parts.faults, body);
    default:
      return failure(404, `no control ${method} ${path}`);
  }
}

/** `{ fileId?: number, fault: Fault }` adds, `{ fileId?: number, clear: true }` forgets. @param {Faults} faults @param {string} body @returns {Reply} */
function changeFaults(faults, body) {
  try {
    const order = JSON.parse(body);
    const target = order.fileId ?? 'all';
    if (order.clear === true) faults.clear(order.fileId === undefined ? undefined : target);
    if (order.fault !== undefined) faults.set(target, order.fault);
    return json(200, {});
  } catch (cause) {
    return failure(400, cause instanceof Error ? cause.message : String(cause));
  }
}
