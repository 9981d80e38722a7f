import { describe, expectTypeOf, it } from 'vitest';
import type { Failure } from '../../shared/failure';
import type { DownloadId } from '../../shared/ids';
import type {
  Api,
  CallName,
  CallResult,
  Contract,
  Handlers,
  ParsedInput,
  SeenModel,
} from '../../shared/ipc/contract';
import type { Result } from '../../shared/result';

describe('contract', () => {
  it('gives the page a Result of what each line declares', () => {
    expectTypeOf<CallResult<'catalogue.model'>>().toEqualTypeOf<Result<SeenModel, Failure>>();
    expectTypeOf<CallResult<'downloads.add'>>().toEqualTypeOf<Result<DownloadId, Failure>>();
    expectTypeOf<CallResult<'downloads.pauseAll'>>().toEqualTypeOf<Result<null, Failure>>();
  });

  it('hands parsed, branded input to the handler', () => {
    expectTypeOf<ParsedInput<'downloads.pause'>>().toEqualTypeOf<{ id: DownloadId }>();
  });

  it('has a handler for every call and no other', () => {
    expectTypeOf<keyof Handlers>().toEqualTypeOf<CallName>();
    expectTypeOf<CallName>().toEqualTypeOf<keyof Contract>();
  });

  it('refuses unknown calls and unbranded ids', () => {
    const api = null as unknown as Api;
    // @ts-expect-error no such call
    void (() => api.invoke('downloads.explode'));
    // @ts-expect-error a plain string is not an id that main has minted
    void (() => api.invoke('downloads.pause', { id: 'abc' as const satisfies DownloadId }));
  });
});
