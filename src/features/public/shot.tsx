import { type PictureName, pictureFile, pictures } from './pictures'

type Props = {
  name: PictureName
  /** It stands on the first screen. */
  first?: boolean
  className?: string
}

/** A picture of the product in the reader's theme; the other theme's file is not fetched. */
export function Shot({ name, first = false, className = '' }: Props) {
  const { width, height, alt } = pictures[name]
  return (
    <>
      <img
        src={pictureFile(name, 'light')}
        alt={alt}
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
        fetchPriority={first ? 'high' : undefined}
        className={`${inLight} ${className}`}
      />
      <img
        src={pictureFile(name, 'dark')}
        alt={alt}
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
        fetchPriority={first ? 'high' : undefined}
        className={`${inDark} ${className}`}
      />
    </>
  )
}

// The theme a person has chosen stands on the root element and goes before the system's.
const inLight = 'in-data-[theme=dark]:hidden dark:[:root:not([data-theme=light])_&]:hidden'
const inDark = 'hidden in-data-[theme=dark]:block dark:[:root:not([data-theme=light])_&]:block'
