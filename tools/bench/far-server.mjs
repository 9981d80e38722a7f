// @ts-check
// A process of its own, so that the line is not disturbed by what the command itself does.
import { startTcpProxy } from '../../test/support/proxies/tcp-proxy.mjs';

const [targetPort, delayMs] = process.argv.slice(2).map(Number);
const proxy = await startTcpProxy(Number(targetPort), { delayMs: Number(delayMs) });
process.send?.(proxy.port);
process.once('disconnect', () => void proxy.close());
