import { describe, expect, it } from 'vitest';
import {
  asInvoke,
  installRequest,
  invokePort,
  isInvoke,
  judgeInstall,
  judgeJob,
} from '../../../../electron/core/placement/invoke-models';

describe('invokePort', () => {
  it.each([
    [{ port: 9191 }, 9191],
    [{ port: '9191' }, 9090],
    [{ port: 0 }, 9090],
    [{ port: 70_000 }, 9090],
    [{}, 9090],
    [null, 9090],
    ['x', 9090],
  ])('%o → %i', (config, port) => {
    expect(invokePort(config)).toBe(port);
  });
});

describe('installRequest', () => {
  it('leaves nothing of a path to be read as anything else', () => {
    expect(installRequest('/a b/ü&inplace=false#.safetensors')).toBe(
      '/api/v2/models/install?source=%2Fa%20b%2F%C3%BC%26inplace%3Dfalse%23.safetensors&inplace=true',
    );
  });
});

describe('judgeInstall', () => {
  const job = (status: string, error_reason: string | null = null) => ({ id: 7, status, error_reason });
  it.each([
    [409, { detail: 'known' }, 'registered'],
    [400, null, 'refused'],
    [415, null, 'refused'],
    [404, null, 'refused'],
    [429, null, 'later'],
    [500, null, 'later'],
    // Taken up is not registered.
    [201, job('waiting'), 'running'],
    [201, job('running'), 'running'],
    [200, job('completed'), 'registered'],
    [200, job('error', 'InvalidModelConfigException'), 'refused'],
    [200, job('error', 'DuplicateModelException'), 'registered'],
    [200, job('cancelled'), 'refused'],
    // What is no job says nothing.
    [201, {}, 'later'],
    [201, '<html>', 'later'],
    [200, job('a status of another version'), 'later'],
  ])('%i with %o → %s', (status, body, kind) => {
    expect(judgeInstall({ status, body }).kind).toBe(kind);
  });
  it('forgets a job that InvokeAI does not know any more', () => {
    expect(judgeJob({ status: 404, body: null })).toEqual({ kind: 'later' });
  });
});

describe('isInvoke', () => {
  it.each([
    [200, { version: '5.6.0' }, true],
    [200, { version: '4.2.9rc1', highlights: null }, true],
    [200, { version: 'x' }, false],
    [200, '<html>', false],
    [200, null, false],
    [404, { version: '5.6.0' }, false],
  ])('%i with %o → %s', (status, body, expected) => {
    expect(isInvoke({ status, body })).toBe(expected);
  });
});

describe('a path as InvokeAI keeps it', () => {
  it.each([
    ['/models/a.safetensors', '/models/a.safetensors'],
    ['/models/odd\\name.safetensors', '/models/odd\\name.safetensors'],
    ['C:\\models\\a.safetensors', 'C:/models/a.safetensors'],
    ['\\\\nas\\models\\a.safetensors', '//nas/models/a.safetensors'],
  ])('%s → %s', (path, kept) => expect(asInvoke(path)).toBe(kept));
});
