// @ts-check
/**
 * The absolute URL of another page: every parameter of the request again, a token among them, as the
 * service does it.
 *
 * @param {string} origin
 * @param {URL} url
 * @param {Record<string, string>} replaced
 */
export function pageUrl(origin, url, replaced) {
  const search = new URLSearchParams(url.searchParams);
  for (const [name, value] of Object.entries(replaced)) search.set(name, value);
  return `${origin}${url.pathname}?${search}`;
}
