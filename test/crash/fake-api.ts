import type { HttpAnswer, HttpRequest, HttpTransport } from '../../electron/core/ports';
import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { FakeNet } from './fake-net';
import { type Life, never } from './life';

/** Civitai's download address: a redirect to a link that expires. */
export class FakeDownloadApi implements HttpTransport {
  /** Questions under way, by file. */
  private readonly asking = new Map<string, number>();

  constructor(
    private readonly net: FakeNet,
    private readonly life: Life,
  ) {}

  async get(request: HttpRequest): Promise<Result<HttpAnswer, Failure>> {
    const { net, life } = this;
    if (life.isOver) return never();
    const url = new URL(request.url);
    const fileId = url.searchParams.get('fileId') ?? '';
    const asking = (this.asking.get(fileId) ?? 0) + 1;
    this.asking.set(fileId, asking);
    if (asking > 1 && !request.signal.aborted)
      net.sins.push(`Two questions at once for the link of file ${fileId}.`);
    await life.pass(net.chance.between(20, 200));
    await life.survive();
    this.asking.set(fileId, asking - 1);
    if (request.signal.aborted) return err(failure('input.cancelled'));
    if (!net.isUp) return err(failure('network.dns', { message: 'ENOTFOUND' }));
    if (net.apiFault !== null) return ok(answer(net.apiFault, {}, '{"error":"not now"}'));
    const file = net.files.find((each) => String(300 + each.number) === fileId);
    if (file === undefined) return ok(answer(404, {}, '{"error":"No such file"}'));
    return ok(answer(307, { location: net.linkFor(file) }, ''));
  }
}

function answer(status: number, headers: Record<string, string>, text: string): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: (async function* () {
      yield new TextEncoder().encode(text);
    })(),
    discard: () => undefined,
  };
}
