import { z } from 'zod';

/** Minted by main when a download is added; means nothing outside Civet. */
export const downloadIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .brand<'DownloadId'>();
export type DownloadId = z.infer<typeof downloadIdSchema>;

/** Names a picture that main has handed out; the page never sees the picture's address. */
export const pictureIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/)
  .brand<'PictureId'>();
export type PictureId = z.infer<typeof pictureIdSchema>;

/** Civitai's ids are positive 32-bit integers (API note 1.2). */
const civitaiId = z.number().int().min(1).max(2_147_483_647);
export const modelIdSchema = civitaiId;
export const versionIdSchema = civitaiId;
export const fileIdSchema = civitaiId;
