// @ts-check
/** @import { Reply } from './reply.mjs' */
import { page } from './reply.mjs';

/** The login page a browser is sent to: HTML with status 200. @returns {Reply} */
export function loginPage() {
  return page(
    200,
    '<!doctype html><html lang="en"><head><title>Sign in | Civitai</title></head><body><h1>Sign in to continue</h1><form><input name="email"></form></body></html>',
  );
}

/** A model's page on the site, where early access sends browsers. @returns {Reply} */
export function modelPage() {
  return page(
    200,
    '<!doctype html><html lang="en"><head><title>Early access | Civitai</title></head><body><h1>This version is in early access</h1></body></html>',
  );
}

/** What a proxy in front of the service answers. @param {number} status @returns {Reply} */
export function proxyPage(status) {
  return page(
    status,
    '<!doctype html><html lang="en-US"><head><title>Attention Required!</title></head><body><h1>Please wait while we check your browser</h1></body></html>',
  );
}
