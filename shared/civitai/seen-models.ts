import type { MaturityLevel } from './model';

/** As much of a model that was in a list once as is needed to know it again. */
export interface SeenModelName {
  readonly modelId: number;
  readonly name: string;
  readonly type: string;
  readonly baseModel: string | null;
  readonly creator: string | null;
  readonly maturity: MaturityLevel;
}
