import type { GalleryImage, GalleryPage, GalleryQuery } from '../../../shared/civitai/images';
import { MATURITY_BITS } from '../../../shared/civitai/model';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { imagesQuestion } from '../../core/civitai/endpoints';
import { readPage } from '../../core/civitai/paging';
import { type KnownGalleryImage, readImage } from '../../core/civitai/read-images';
import { isWithin } from '../../core/civitai/read-model';
import { wireImage } from '../../core/civitai/wire-images';
import type { Clock, PictureBook } from '../../core/ports';
import type { Catalogue } from './catalogue';
import { nsfwVersions } from './nsfw-versions';
import type { SeenAnswers } from './seen-answers';

export interface GalleryNeeds {
  readonly answers: Pick<SeenAnswers, 'ask'>;
  readonly clock: Clock;
  readonly pictures: PictureBook;
  readonly catalogue: Pick<Catalogue, 'model'>;
}

/** Pictures that people made, page by page, up to the level that the user chose. */
export class Gallery {
  constructor(private readonly needs: GalleryNeeds) {}

  /** One page. Entries that cannot be understood are counted, not fatal; too mature ones are dropped. */
  async images(query: GalleryQuery): Promise<Result<GalleryPage, Failure>> {
    const isModelNsfw = await this.isModelNsfw(query);
    if (!isModelNsfw.ok) return isModelNsfw;
    // All of its pictures count as R at least, so there is nothing to ask for.
    if (isModelNsfw.value && !isWithin('R', query.maturity)) {
      const seen = { atMs: this.needs.clock.nowMs(), state: 'current', cause: null } as const;
      return ok({ items: [], nextCursor: null, skippedCount: 0, seen });
    }
    const answer = await this.needs.answers.ask(imagesQuestion(query));
    if (!answer.ok) return answer;
    const page = readPage(
      answer.value.value,
      (entry) => {
        const wire = wireImage.safeParse(entry);
        const item = wire.success ? readImage(wire.data, isModelNsfw.value) : null;
        return item === null ? null : { key: item.id, item };
      },
      query.cursor,
    );
    if (page === null) return err(failure('http.badAnswer', { message: 'no list of pictures' }));
    const within = page.items.filter(({ level }) => isWithin(level, query.maturity));
    const shown = await this.withoutNsfwModels(within, query);
    if (!shown.ok) return shown;
    return ok({ ...page, items: shown.value.map((image) => this.named(image)), seen: answer.value.seen });
  }

  /** Whether the pictures belong to a model that counts as NSFW with all of them. */
  private async isModelNsfw({ subject }: GalleryQuery): Promise<Result<boolean, Failure>> {
    if (!('modelId' in subject)) return ok(false);
    const model = await this.needs.catalogue.model(subject.modelId, 'PG');
    return model.ok ? ok(MATURITY_BITS[model.value.maturity] >= MATURITY_BITS.R) : model;
  }

  /** A creator or a post shows pictures of many models; those of NSFW models count as R at least. */
  private async withoutNsfwModels(
    images: readonly KnownGalleryImage[],
    { subject, maturity }: GalleryQuery,
  ): Promise<Result<readonly KnownGalleryImage[], Failure>> {
    if ('modelId' in subject || isWithin('R', maturity)) return ok(images);
    const versionsOf = ({ generation }: KnownGalleryImage) =>
      generation?.resources.flatMap(({ modelVersionId }) => modelVersionId ?? []) ?? [];
    const nsfw = await nsfwVersions(this.needs.answers, images.flatMap(versionsOf));
    if (!nsfw.ok) return nsfw;
    return ok(images.filter((image) => !versionsOf(image).some((id) => nsfw.value.has(id))));
  }

  private named({ picture: { url, ...picture }, ...image }: KnownGalleryImage): GalleryImage {
    return { ...image, picture: { ...picture, id: this.needs.pictures.idOf(url) } };
  }
}
