import { type ApiOrigin, parseApiOrigin } from '../core/civitai/origins';
import { refuseToStart } from './start-up';

/** The origin that the environment names, null for none; one that cannot be used ends the program. */
export function readApiOrigin(): ApiOrigin | null {
  const given = process.env.CIVET_API_ORIGIN;
  if (given === undefined || given === '') return null;
  const parsed = parseApiOrigin(given);
  if (parsed.ok) return parsed.value;
  const why = String(parsed.error.params.message);
  return refuseToStart(
    'Civet did not start: CIVET_API_ORIGIN cannot be used.',
    `"${given}" was refused because ${why}. Set it to an https origin, or unset it to use Civitai.`,
  );
}
