import type { Failure } from '../../../shared/failure';
import type { FailureWords } from '../../../shared/words/describe-failure';

/** What a command knows better than the window, from the facts that only it puts into a failure. */
export function closerWords({ code, params }: Failure): Partial<FailureWords> {
  const { path, id, modelId, message } = params;
  switch (code) {
    case 'integrity.hash':
    case 'integrity.size':
      if (path === undefined) return {};
      return {
        next: `Run the same command again. What came is kept as ${path}; civet queue remove deletes it too.`,
      };
    case 'input.unknownVersion':
      if (id === undefined) return {};
      return modelId === undefined ? notAVersion(id) : notOfThisModel(id, modelId);
    case 'input.unknownFile':
      if (message !== 'no files') return {};
      return {
        title: 'There is nothing to fetch',
        reason: 'Civitai lists no file of this version.',
        next: 'Look at the model’s page for another version, and name that one.',
      };
    case 'input.badOrigin':
      if (message === undefined) return {};
      return { reason: `${params.origin} cannot be used: ${message}.` };
    case 'disk.ioError':
      return message === 'EROFS' && path !== undefined ? readOnlyWords(path) : {};
    case 'disk.folderMissing':
      return folderWords(path, message);
    default:
      return {};
  }
}

function notAVersion(id: string | number): Partial<FailureWords> {
  return {
    reason: `${id} was taken as the id of a version; if there was one, its creator has deleted it.`,
    next: `For a model give its link: https://civitai.com/models/${id}. For a hash write hash:…`,
  };
}

function notOfThisModel(id: string | number, modelId: string | number): Partial<FailureWords> {
  return {
    title: 'The model has no such version',
    reason: `Model ${modelId} has no version ${id}: it belongs to another model, or was deleted.`,
    next: `To get the version whatever its model, run: civet get ${id}`,
  };
}

/** A disk that fails may become so by itself. */
function readOnlyWords(path: string | number): Partial<FailureWords> {
  return {
    title: 'The disk is read-only',
    reason: `The system lets nobody write to ${path}: its disk is mounted so, or was made so after an error.`,
    next: 'Mount it writable, or name another folder. What is here is kept.',
  };
}

function folderWords(
  path: string | number | undefined,
  message: string | number | undefined,
): Partial<FailureWords> {
  if (path === undefined) return {};
  if (message === 'a file')
    return { title: 'This is not a folder', reason: `${path} is a file.`, next: 'Name the folder it is in.' };
  return {
    reason: `${path} does not exist: its name may be mistyped, or its drive is not connected.`,
    next: 'Check the name, or connect the drive. civet makes no folder itself: for a new one use mkdir.',
  };
}
