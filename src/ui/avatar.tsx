import { useState } from 'react'

type AvatarProps = {
  /** Whose it is: the initials and the colour come from it. */
  name: string
  image?: string | null
  /** A person is round, an organization is not. */
  kind?: 'person' | 'organization'
  size?: 'sm' | 'md' | 'lg'
}

/** A face, or the initials on a tint that stays the same for the same name. Decorative. */
export function Avatar({ name, image, kind = 'person', size = 'md' }: AvatarProps) {
  const [missing, setMissing] = useState<string>()
  const look = `${sizes[size]} ${kind === 'person' ? 'rounded-full' : corners[size]}`
  if (image && image !== missing) {
    const miss = () => setMissing(image)
    return (
      <img
        key={image}
        src={image}
        alt=""
        className={`shrink-0 object-cover ${look}`}
        onError={miss}
        // It may have been looked for, in vain, before React was there to hear of it.
        ref={(shown) => {
          if (shown?.complete && shown.naturalWidth === 0) miss()
        }}
      />
    )
  }
  return (
    <span
      aria-hidden
      data-tint={tintOf(name)}
      className={`tinted grid shrink-0 select-none place-items-center font-semibold leading-none ${look}`}
    >
      {initialsOf(name)}
    </span>
  )
}

/** "Ada Lovelace" is AL, "acme" is A, an address is its first letter. */
export function initialsOf(name: string): string {
  const words = name
    .replace(/@.*/, '')
    .split(/[\s._-]+/)
    .filter(Boolean)
  const [first = '?', last = ''] = words.length > 1 ? [words[0], words.at(-1)] : words
  return ([...first][0] ?? '').concat([...last][0] ?? '').toUpperCase()
}

/** One of six tints, the same for the same name. */
export function tintOf(name: string): number {
  let hash = 0x811c9dc5
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 8) % 6
}

const sizes = {
  sm: 'size-6 text-[0.625rem]',
  md: 'size-8 text-small',
  lg: 'size-14 text-title',
}

const corners = { sm: 'rounded-[5px]', md: 'rounded-control', lg: 'rounded-panel' }
