import { createHmac } from 'node:crypto'

/** An authenticator as an app would read it from the QR code. */
export function authenticator(uri: unknown): (ahead?: -1 | 0 | 1) => string {
  const secret = new URL(String(uri)).searchParams.get('secret') ?? ''
  const key = base32(secret)
  return (ahead = 0) => {
    const counter = Buffer.alloc(8)
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead))
    const mac = createHmac('sha1', key).update(counter).digest()
    const at = (mac.at(-1) ?? 0) & 0xf
    return String((mac.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
  }
}

function base32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, '')]
    .map((letter) =>
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
    )
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
