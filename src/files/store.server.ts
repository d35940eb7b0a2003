import { randomUUID } from 'node:crypto'
import { access, constants, mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { env, Misconfigured } from '~/env.server'
import { type Picture, pictureTypes } from './pictures.server'

const disk = new Disk(new FSDriver({ location: resolve(env.FILES_DIR), visibility: 'private' }))

/** A file's name: the organization or the person it belongs to, a name that cannot be guessed, and what it is. */
const keyShape = /^([\w-]{1,64})\/[\w-]{1,64}\.(\w{2,5})$/

/** Where files are asked for. */
const place = '/api/files/'

/** The address a file is asked for at. */
export const addressOf = (key: string) => place + key

/** The key of the file at an address of ours; null for any other address. */
export const keyAt = (address: string) =>
  address.startsWith(place) ? address.slice(place.length) : null

/**
 * Keeps a picture for an organization or a person.
 * @returns the key it is opened and removed by
 */
export async function save({ id }: { id: string }, { bytes, extension }: Picture): Promise<string> {
  const key = `${id}/${randomUUID()}.${extension}`
  if (!keyShape.test(key)) throw new Error('Nobody of this id can keep files.')
  await disk.put(key, bytes)
  return key
}

/** Whose file a key names; null for what is no key, whatever path it would lead to. */
export function ownerOf(key: string): { id: string } | null {
  const [, id] = keyShape.exec(key) ?? []
  return id ? { id } : null
}

/** A file's bytes and what they are; null where there is no such file. */
export async function open(
  key: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string } | null> {
  const [, , extension] = keyShape.exec(key) ?? []
  const type = pictureTypes.find((known) => known.extension === extension)?.type
  if (!type) return null
  try {
    return { bytes: Uint8Array.from(await disk.getBytes(key)), type }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** Removes a file; nothing happens where there is none. */
export async function remove(key: string): Promise<void> {
  if (ownerOf(key)) await disk.delete(key)
}

/** Removes everything an organization or a person keeps. */
export async function removeAll({ id }: { id: string }): Promise<void> {
  if (ownerOf(`${id}/any.png`)) await disk.deleteAll(id)
}

/**
 * Makes the folder where it is missing.
 * @throws Misconfigured where nothing can be written there
 */
export async function prepareFolder(): Promise<void> {
  try {
    await mkdir(env.FILES_DIR, { recursive: true })
    await access(env.FILES_DIR, constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    throw new Misconfigured(`The folder FILES_DIR, ${env.FILES_DIR}, cannot be written to${code}.`)
  }
}

function isMissing(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}
