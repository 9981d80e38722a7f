// @ts-check
/** @import { FileRecord, ModelRecord, VersionRecord } from '../catalogue/types.mjs' */
import { FILE_TYPES } from '../catalogue/enums.mjs';

/** Letters and digits in camel case, as the service shortens names. @param {string} text @param {number} [most] */
function filenamize(text, most = 200) {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words
    .map(
      (word, index) =>
        (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1),
    )
    .join('')
    .slice(0, most);
}

/**
 * The name in Content-Disposition. Two files of one version often get the same.
 *
 * @param {ModelRecord} model
 * @param {VersionRecord} version
 * @param {FileRecord} file
 */
export function downloadName(model, version, file) {
  if (file.overrideName !== undefined) return file.overrideName;
  const stem = filenamize(model.name, 20);
  if (model.type === 'LORA' || model.type === 'LoCon' || stem === '' || !FILE_TYPES.includes(file.type))
    return file.name;
  const versionStem = version.name.replace(/[^A-Za-z0-9]+/g, '');
  if (file.type === 'Training Data') return `${stem}_${versionStem}_trainingData.zip`;
  if (file.type === 'VAE') return file.name;
  const extension = file.name.slice(file.name.lastIndexOf('.') + 1);
  const [word] = version.trainedWords;
  if (model.type === 'TextualInversion' && word !== undefined)
    return `${word}${file.type === 'Negative' ? '-neg' : ''}.${extension}`;
  const kind =
    version.baseModelType === 'Inpainting'
      ? '-inpainting'
      : version.baseModelType === 'Pix2Pix'
        ? '.instruct-pix2pix'
        : '';
  return `${stem}_${versionStem}${file.type === 'Text Encoder' ? '_txt' : kind}.${extension}`;
}
