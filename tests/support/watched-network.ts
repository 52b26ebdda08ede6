import { subscribe } from 'node:diagnostics_channel';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { isIPv6, type Socket } from 'node:net';

// Loaded before the service: names of FAKE_DNS mean what it says, and each connection attempt is told on stdout.

/** By name: what each lookup gives, in turn; the last one from then on. */
const names: Record<string, string[][]> = JSON.parse(process.env.FAKE_DNS ?? '{}');
const asked = new Map<string, number>();

type Done = (error: Error | null, addresses: { address: string; family: number }[]) => void;

const real = dns.lookup as unknown as (name: string, options: unknown, done: Done) => void;

function lookup(name: string, options: unknown, done: Done): void {
  const answers = names[name];
  if (answers === undefined) {
    real(name, options, done);
    return;
  }
  const time = asked.get(name) ?? 0;
  asked.set(name, time + 1);
  const addresses = answers[Math.min(time, answers.length - 1)] ?? [];
  setImmediate(
    done,
    null,
    addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 })),
  );
}

Object.assign(dns, { lookup });
syncBuiltinESMExports();

subscribe('net.client.socket', (message) => {
  const { socket } = message as { socket: Socket };
  socket.on('connectionAttempt', (address: string, port: number) => {
    process.stdout.write(`${JSON.stringify({ event: 'connection-attempt', to: address, port })}\n`);
  });
});
