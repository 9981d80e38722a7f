import type { HttpTransport, StorageTransport } from '../../electron/core/ports';

/** Requests that the engine has sent and that have no head of an answer yet. */
export class WatchedTransports {
  unanswered = 0;

  watchHttp(inner: HttpTransport): HttpTransport {
    return { get: (request) => this.seen(() => inner.get(request)) };
  }

  watchStorage(inner: StorageTransport): StorageTransport {
    return {
      open: (request) => this.seen(() => inner.open(request)),
      dropConnections: () => inner.dropConnections(),
    };
  }

  private async seen<T>(work: () => Promise<T>): Promise<T> {
    this.unanswered += 1;
    try {
      return await work();
    } finally {
      this.unanswered -= 1;
    }
  }
}
