import type { DownloadTarget } from '../../../shared/download/download';
import type { Failure } from '../../../shared/failure';
import { ok, type Result } from '../../../shared/result';
import type { PublishedFiles } from '../../core/ports';
import type { Catalogue } from './catalogue';

/** What Civitai says of files that are on the list already. */
export class CataloguedFiles implements PublishedFiles {
  constructor(private readonly catalogue: Pick<Catalogue, 'target'>) {}

  async look(known: DownloadTarget): Promise<Result<DownloadTarget, Failure>> {
    const found = await this.catalogue.target(known.modelId, known.versionId, known.fileId);
    if (!found.ok) return found;
    const { chosenFile: _chosenFile, ...target } = found.value;
    return ok(target);
  }
}
