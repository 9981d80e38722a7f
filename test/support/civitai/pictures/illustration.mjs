// @ts-check
/** The picture inside a description; no record of the API knows it. */
export const ILLUSTRATION_UUID = '11111111-2222-4333-8444-555555555555';
