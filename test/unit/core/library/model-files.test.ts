import { describe, expect, it } from 'vitest';
import {
  isFolderOfModels,
  isFolderOfOutput,
  isPythonEnvironment,
} from '../../../../electron/core/library/model-files';

describe('isFolderOfModels', () => {
  it.each(['loras', 'env', 'venv', 'temp', 'output', 'My models'])('looks into "%s"', (name) => {
    expect(isFolderOfModels(name)).toBe(true);
  });

  it.each(['.cache', '.civitai-trash', 'node_modules', 'site-packages', '__pycache__'])(
    'leaves "%s" alone',
    (name) => {
      expect(isFolderOfModels(name)).toBe(false);
    },
  );
});

describe('isPythonEnvironment', () => {
  it('is a folder of that name with the mark of one in it, and no other', () => {
    expect(isPythonEnvironment('venv', ['bin', 'pyvenv.cfg'])).toBe(true);
    expect(isPythonEnvironment('Env', ['pyvenv.cfg'])).toBe(true);
    expect(isPythonEnvironment('env', ['a.safetensors'])).toBe(false);
    // Some people install a program right into an environment, its models among the rest.
    expect(isPythonEnvironment('ComfyUI', ['pyvenv.cfg', 'models'])).toBe(false);
  });
});

describe('isFolderOfOutput', () => {
  it('goes by the name alone, in any case', () => {
    expect(['Output', 'outputs', 'temp', 'tmp'].every(isFolderOfOutput)).toBe(true);
    expect(isFolderOfOutput('outputs of others')).toBe(false);
  });
});
