import { UnusableInput } from './unusable-input.ts'

/** The bytes that a value stands for: it is base64. */
export function bytesOf(value: unknown, name: string): Uint8Array<ArrayBuffer> {
  if (typeof value !== 'string' || !/^[\w+/-]*={0,2}$/.test(value) || value.replace(/=+$/, '').length % 4 === 1)
    throw new UnusableInput(`The field ${name} is not base64, as what are bytes must be.`)
  return Buffer.from(value, 'base64')
}
