import { describe, expect, it } from 'vitest';
import { type CatalogueRooms, catalogueHandlers } from '../../../electron/ipc/handlers/catalogue';
import type { MaturityLevel } from '../../../shared/civitai/model';
import { emptySearch } from '../../../shared/civitai/search';

/** Rooms that write down up to which level they were asked, and know nothing else. */
function rooms(chosen: MaturityLevel) {
  const asked: MaturityLevel[] = [];
  const note = (level: MaturityLevel) => {
    asked.push(level);
    return { ok: true, value: [] };
  };
  const noted: unknown = {
    maturity: () => chosen,
    catalogue: { model: (_id: number, level: MaturityLevel) => note(level) },
    seenNames: {
      search: ({ maturity }: { maturity: MaturityLevel }) => note(maturity),
      find: (_text: string, level: MaturityLevel) => note(level),
    },
    gallery: { images: ({ maturity }: { maturity: MaturityLevel }) => note(maturity) },
  };
  return { handlers: catalogueHandlers(noted as CatalogueRooms), asked };
}

describe('the level of maturity that the page asks for', () => {
  it.each([
    ['XXX', 'PG', 'PG'],
    ['R', 'XXX', 'R'],
    ['PG13', 'PG13', 'PG13'],
  ] as const)('%s, where the user has chosen %s, becomes %s', async (maturity, chosen, expected) => {
    const { handlers, asked } = rooms(chosen);
    const subject = { kind: 'post', postId: 1 } as const;
    await handlers['catalogue.search']({ ...emptySearch, maturity });
    await handlers['catalogue.seenModels']({ text: 'a', maturity });
    await handlers['catalogue.model']({ modelId: 1, maturity });
    await handlers['catalogue.images']({
      subject,
      sort: 'Newest',
      period: 'AllTime',
      maturity,
      cursor: null,
    });
    expect(asked).toEqual([expected, expected, expected, expected]);
  });
});
