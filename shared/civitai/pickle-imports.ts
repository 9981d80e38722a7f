/** Modules of which every function can run programs, open files or reach the network when it is unpickled. */
const DANGEROUS_MODULES = new Set([
  ...['os', 'nt', 'posix', 'posixpath', 'sys', 'subprocess', 'runpy', 'pty', 'shutil', 'socket', 'ssl'],
  ...['asyncio', 'multiprocessing', 'commands', 'popen2', 'webbrowser', 'requests', 'urllib', 'httplib'],
  ...['http', 'aiohttp', 'ftplib', 'smtplib', 'importlib', 'imp', 'pkgutil', 'ctypes', 'code', 'codeop'],
  ...['pdb', 'bdb', 'timeit', 'pickle', '_pickle', 'marshal', 'pip', 'tempfile', 'zipimport'],
]);

/** Functions of modules that are harmless otherwise. */
const DANGEROUS_NAMES = new Set([
  ...['eval', 'exec', 'execfile', 'compile', 'open', 'file', 'input', 'breakpoint', 'apply'],
  ...['getattr', 'setattr', 'delattr', 'globals', 'locals', 'vars', '__import__'],
]);

/**
 * Whether a pickle that imports this can do more than build a model when it is loaded. The lists follow the
 * scanners that Civitai runs (picklescan, and the globals its own scanner looks for); a name that is on none of
 * them is not proven harmless.
 *
 * @param untrustedName as the scan lists it, such as "os.system" or "builtins.eval"
 */
export function isDangerousImport(untrustedName: string): boolean {
  const parts = untrustedName.trim().split('.');
  const module = parts[0] ?? '';
  if (DANGEROUS_MODULES.has(module)) return true;
  const isBuiltin = module === '__builtin__' || module === 'builtins';
  if (isBuiltin || parts.length === 1) return DANGEROUS_NAMES.has(parts.at(-1) ?? '');
  return untrustedName === 'operator.attrgetter' || untrustedName === 'torch.hub.load';
}
