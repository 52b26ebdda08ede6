import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { catalogueCodes } from '../detectors/index.ts';
import { nearest } from './nearest.ts';

/** A comma list; empty items are dropped. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

/** A comma list of detections by their codes. */
export const codeList = list
  .pipe(z.array(z.enum(catalogueCodes, { error: ({ input }) => noDetection(String(input)) })))
  .default([]);

/** A comma list of clinicians, each by a number of theirs as `system|value`. */
export const clinicianList = list
  .pipe(z.array(z.string().regex(/^[^|\s]+\|[^|]+$/, 'is not system|value')))
  .transform((items) => items.map(identifierOf))
  .default([]);

export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .refine((text) => /^\d{1,6}$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number);

/** A share from 0 to 1. */
export const share = z
  .string()
  .refine((text) => /^(0|1|0?\.\d{1,6}|1\.0{1,6})$/.test(text), 'must be a share from 0 to 1, for example 0.15')
  .transform(Number);

/** A number of days with its default. */
export const days = (usual: number, what: string) =>
  wholeNumber(0, 3650).default(usual).describe(`Days in which ${what}; 0 for none`);

export const trueOrFalse = (what: string) => z.enum(['true', 'false']).default('false').describe(what);

/** A path of a file. */
export const file = z.string().min(1).optional();

/** 32 random bytes or more, as hex or base64. */
export const secretKey = z
  .string()
  .transform(keyBytes)
  .refine((key) => key !== undefined && key.length >= 32, 'must be at least 32 bytes, as hex or base64')
  .refine((key) => key === undefined || !isRepetition(key), 'must be random, not one byte or a few over and over')
  .optional();

/** Trusting every address as a proxy would let every caller choose its own address. */
export function isProxy(text: string): boolean {
  const [address = ''] = text.split('/');
  if (isIP(address) === 0) return false;
  return address === text || (ipaddr.isValidCIDR(text) && ipaddr.parseCIDR(text)[1] > 0);
}

/** Whether a text is an IANA time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

/** Whether the bytes repeat a pattern of at most four, as somebody types who has no random ones at hand. */
export function isRepetition(bytes: Buffer): boolean {
  return [1, 2, 3, 4].some((period) => bytes.every((byte, index) => byte === bytes[index % period]));
}

/** The bytes of a text in hex or base64; undefined if it is neither. */
function keyBytes(text: string): Buffer | undefined {
  if (/^([0-9a-f]{2})+$/i.test(text)) return Buffer.from(text, 'hex');
  return /^[\w+/-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

function noDetection(code: string): string {
  const meant = nearest(code, catalogueCodes);
  return `(${code.slice(0, 60)}) is not a detection${meant === undefined ? '' : `: did you mean ${meant}?`}`;
}

function identifierOf(text: string): { readonly system: string; readonly value: string } {
  const bar = text.indexOf('|');
  return { system: text.slice(0, bar), value: text.slice(bar + 1) };
}
