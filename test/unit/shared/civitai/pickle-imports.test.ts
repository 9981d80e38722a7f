import { describe, expect, it } from 'vitest';
import { isDangerousImport } from '../../../../shared/civitai/pickle-imports';

describe('isDangerousImport', () => {
  it.each([
    'os.system',
    'posix.system',
    'nt.system',
    'subprocess.Popen',
    'builtins.eval',
    '__builtin__.exec',
    'builtins.getattr',
    'eval',
    'socket.socket',
    'requests.api.get',
    ' runpy._run_code ',
  ])('warns of %s', (name) => {
    expect(isDangerousImport(name)).toBe(true);
  });

  it.each([
    'collections.OrderedDict',
    'torch.HalfStorage',
    'torch._utils._rebuild_tensor_v2',
    'numpy.core.multiarray.scalar',
    '_codecs.encode',
    'builtins.set',
    'pytorch_lightning.callbacks.model_checkpoint.ModelCheckpoint',
    // Names of other modules that only look alike.
    'my_os.system',
    'evaluation.eval',
  ])('lets %s pass', (name) => {
    expect(isDangerousImport(name)).toBe(false);
  });
});
