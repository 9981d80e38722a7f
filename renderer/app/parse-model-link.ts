import { parseReference } from '../../shared/civitai/reference';

interface ModelLink {
  readonly modelId: number;
  readonly versionId: number | null;
}

/** Reads the address of a model's page, or an AIR, so that it can be pasted into the search box. */
export function parseModelLink(text: string): ModelLink | null {
  const reference = parseReference(text);
  if (reference?.kind !== 'model') return null;
  return { modelId: reference.modelId, versionId: reference.versionId };
}
