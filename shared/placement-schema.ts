import { z } from 'zod';
import { FOLDER_KINDS, LAYOUTS, PLACE_REASONS, WEIGHTS_FINDINGS } from './placement';
import { RULE_FIELDS, RULE_LIMITS } from './placement-rules';

// Apart from the lists themselves, so that the page can use those without carrying zod.
export const folderKindSchema = z.enum(FOLDER_KINDS);
export const layoutSchema = z.enum(LAYOUTS);
/** Sixteen hex digits; the page only ever gives back what it was told. */
export const rootIdSchema = z.string().regex(/^[0-9a-f]{16}$/);
const finding = z.enum(WEIGHTS_FINDINGS);
/** As it is kept in the queue. */
export const kindDecisionSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('user') }),
  z.object({ by: z.literal('former') }),
  z.object({ by: z.literal('rule'), name: z.string() }),
  z.object({
    by: z.literal('header'),
    finding,
    isElsewhere: z.boolean(),
    isRefused: z.literal(true).optional(),
  }),
]);
/** As it is kept in the history. */
export const placeReasonSchema = z.object({
  kind: folderKindSchema,
  code: z.enum(PLACE_REASONS),
  fileType: z.string(),
  modelType: z.string(),
  baseModel: z.string().nullable(),
  ruleName: z.string().optional(),
  finding: finding.optional(),
  rightKind: folderKindSchema.optional(),
});
const ruleText = (most: number) => z.string().trim().min(1).max(most);
export const placementRuleSchema = z
  .object({
    name: ruleText(RULE_LIMITS.name),
    isOn: z.boolean(),
    conditions: z
      .array(z.object({ field: z.enum(RULE_FIELDS), text: ruleText(RULE_LIMITS.text) }))
      .min(1)
      .max(RULE_LIMITS.conditions),
    kind: folderKindSchema.nullable(),
    rootId: rootIdSchema.nullable(),
  })
  // One that sends nothing anywhere is none.
  .refine(({ kind, rootId }) => kind !== null || rootId !== null);
/** In the order in which they are tried. */
export const placementRulesSchema = z.array(placementRuleSchema).max(RULE_LIMITS.rules);
