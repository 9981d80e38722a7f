import type { Failure } from '../../../shared/failure';
import { systemClock } from '../../adapters/system';
import type { GetRequest } from '../arguments/command-line';
import { composeServices } from '../compose';
import { PauseTeller } from '../downloads/tell-pause';
import { EXIT } from '../exit-codes';
import { fail } from '../output/fail';
import { transferSettings } from '../state/session-settings';
import type { World } from '../world';
import { askPatiently } from './ask-patiently';
import { findFile } from './choose-file';
import { chooseFolder } from './place-file';
import { tellChoice, tellPlan } from './tell-choice';

/** `civet get`. @returns the exit code */
export async function runGet(request: GetRequest, world: World): Promise<number> {
  const { terminal } = world;
  const refuse = (cause: Failure) => fail(terminal, request.isJson, cause);
  const services = composeServices({ ...world, settings: transferSettings(request) });
  // Before anything is asked: a wrong folder needs no answer of Civitai's.
  const folder = await chooseFolder(services, request.destination);
  if (!folder.ok) return refuse(folder.error);
  const find = () => findFile(services.catalogue, request);
  const { tell } = new PauseTeller(terminal, request.isJson, systemClock.steadyMs);
  const patience = { clock: systemClock, random: Math.random, onPause: tell };
  // Who asks for a plan wants an answer, not a download later on.
  const asking = request.isDryRun ? find() : askPatiently(find, patience);
  // Read from disk while Civitai answers.
  const fetching = request.isDryRun ? null : import('./fetch-file');
  const chosen = await asking;
  if (!chosen.ok) return refuse(chosen.error);
  const place = services.placement.plan(chosen.value.target);
  if (!place.ok) return refuse(place.error);
  if (fetching === null) {
    const { lookAhead } = await import('./look-ahead');
    const outlook = await lookAhead(chosen.value, place.value);
    tellPlan(terminal, request.isJson, chosen.value, place.value, outlook);
    if (!request.isJson) terminal.answer(outlook.path);
    return EXIT.done;
  }
  tellChoice(terminal, request.isJson, chosen.value, place.value);
  const { fetchFile } = await fetching;
  return fetchFile(request, world, services, chosen.value, place.value);
}
