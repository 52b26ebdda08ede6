import type { Config } from '../config/config.ts';

/** A failure to listen as one line that names the setting; any other error as it is. */
export function namingSetting(error: unknown, { host, port }: Pick<Config, 'host' | 'port'>): unknown {
  const lines: Readonly<Record<string, string>> = {
    EADDRINUSE: `PORT: ${port} is taken on ${host}; set another`,
    EACCES: `PORT: this user may not listen on ${port}; set one from 1024 on`,
    EADDRNOTAVAIL: `HOST: ${host} is no address of this machine`,
    EAFNOSUPPORT: `HOST: this machine has no network for ${host}`,
    ENOTFOUND: `HOST: ${host} can’t be resolved`,
    EAI_AGAIN: `HOST: ${host} can’t be resolved`,
  };
  const { code = '' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  return lines[code] === undefined ? error : new Error(lines[code], { cause: error });
}
