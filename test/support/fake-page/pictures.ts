import type { Plugin } from 'vite';

function numberOf(text: string): number {
  let sum = 7;
  for (const letter of text) sum = (sum * 31 + letter.charCodeAt(0)) % 100_003;
  return sum;
}

/** A picture that is the same for the same id and unlike those of its neighbours. */
function drawPicture(id: string): string {
  const seed = numberOf(id);
  const hue = seed % 360;
  const x = 20 + (seed % 60);
  const y = 25 + ((seed >> 3) % 40);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 832 1216" preserveAspectRatio="xMidYMid slice">
<defs><linearGradient id="a" x1="0" y1="0" x2="${(seed % 10) / 10}" y2="1">
<stop offset="0" stop-color="hsl(${hue} 45% 62%)"/><stop offset=".6" stop-color="hsl(${(hue + 50) % 360} 40% 34%)"/>
<stop offset="1" stop-color="hsl(${(hue + 110) % 360} 45% 14%)"/></linearGradient>
<radialGradient id="b" cx="${x}%" cy="${y}%" r="55%"><stop offset="0" stop-color="hsl(${(hue + 30) % 360} 90% 88%)" stop-opacity=".9"/>
<stop offset="1" stop-color="hsl(${hue} 60% 40%)" stop-opacity="0"/></radialGradient></defs>
<rect width="832" height="1216" fill="url(#a)"/><rect width="832" height="1216" fill="url(#b)"/>
<path d="M0 ${820 + (seed % 120)} Q 220 ${660 + (seed % 90)} 420 ${820 + (seed % 70)} T 832 ${760 + (seed % 110)} V1216 H0Z" fill="hsl(${(hue + 120) % 360} 35% 12%)" opacity=".75"/>
</svg>`;
}

/** What main's own scheme serves in the app: pictures by id, and the page itself at the root. */
export function fakeMain(): Plugin {
  return {
    name: 'civet-fake-main',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const id = /^\/pictures\/([^/]+)$/.exec(pathname)?.[1];
        if (id !== undefined) {
          response.setHeader('Content-Type', 'image/svg+xml');
          response.end(drawPicture(id));
          return;
        }
        if (pathname === '/') {
          request.url = (request.url ?? '/').replace(/^\//, '/test/support/fake-page/index.html');
        }
        next();
      });
    },
  };
}
