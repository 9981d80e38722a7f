import { z } from 'zod';
import { MATURITY_LEVELS } from '../civitai/model';

/** What the user may set. Secrets and folders are kept elsewhere. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'dark', 'light']).default('system'),
  maturity: z.enum(MATURITY_LEVELS).default('PG'),
  simultaneousDownloads: z.number().int().min(1).max(10).default(2),
  preference: z
    .object({
      format: z.enum(['SafeTensor', 'PickleTensor', 'GGUF', 'any']).default('SafeTensor'),
      precision: z.enum(['fp16', 'bf16', 'fp32', 'fp8', 'any']).default('fp16'),
      sizeClass: z.enum(['pruned', 'full', 'any']).default('pruned'),
    })
    .prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
export type FilePreference = Settings['preference'];

// A patch must not fill in defaults for what it does not mention, so it is built from plain members.
export const settingsPatchSchema = z
  .object({
    theme: z.enum(['system', 'dark', 'light']),
    maturity: z.enum(MATURITY_LEVELS),
    simultaneousDownloads: z.number().int().min(1).max(10),
    preference: z.object({
      format: z.enum(['SafeTensor', 'PickleTensor', 'GGUF', 'any']),
      precision: z.enum(['fp16', 'bf16', 'fp32', 'fp8', 'any']),
      sizeClass: z.enum(['pruned', 'full', 'any']),
    }),
  })
  .partial()
  .strict();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
